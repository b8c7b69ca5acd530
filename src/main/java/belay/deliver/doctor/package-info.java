/// How far a repository has come on the way to digests, measured: its charts, its files, its
/// pipelines, its Argo CD, its clusters.
@NullMarked
package belay.deliver.doctor;

import org.jspecify.annotations.NullMarked;
