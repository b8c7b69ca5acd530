/// Pull and merge requests on GitHub, GitLab, Gitea and Forgejo, Bitbucket Cloud and Data Center.
@NullMarked
package belay.forge;

import org.jspecify.annotations.NullMarked;
