package belay.deliver.setup;

import belay.deliver.model.Pin;
import belay.deliver.model.Trailers;
import belay.deliver.plan.CommitText;
import belay.image.ImageRef;
import java.util.List;
import java.util.Optional;

/// The image that a service which is added is pinned to from the start.
///
/// @param name the image's name among the service's
/// @param environments those whose values file is new and has it
record FirstPin(String service, String name, ImageRef.Pinned image, List<String> environments) {
  FirstPin {
    environments = List.copyOf(environments);
  }

  /// Its trailers: history tells by them that nobody wrote the digest by hand.
  void trailers(StringBuilder text) {
    CommitText.trailer(text, Trailers.SERVICE, Optional.of(service));
    if (!name.equals(Pin.MAIN)) {
      CommitText.trailer(text, Trailers.IMAGE_NAME, Optional.of(name));
    }
    CommitText.trailer(text, Trailers.IMAGE, Optional.of(image.toString()));
    environments.forEach(
        environment -> CommitText.trailer(text, Trailers.ENVIRONMENT, Optional.of(environment)));
  }
}
