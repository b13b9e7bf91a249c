using System.Net;
using Drayage.Oci.References;

namespace Drayage.Oci.Distribution;

/// <summary>Deleting is the part of the protocol that registries differ in most.</summary>
public static class DeletionRefusals
{
    /// <summary>Whether the registry does not offer this deletion at all.</summary>
    public static bool IsUnsupported(RegistryException refused) =>
        refused.Status is HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest or HttpStatusCode.NotImplemented || refused.Has("UNSUPPORTED");

    /// <summary>How what the registry does not delete is deleted there.</summary>
    public static string HintFor(ImageReference reference) => reference.Registry switch
    {
        "ghcr.io" => "GitHub deletes package versions through its own API: gh api --method DELETE /user/packages/container/NAME/versions/ID, or in the package's settings; "
            + "do not delete the untagged versions that an index names",
        ImageReference.DockerHub => "Docker Hub deletes tags on its web page and through its own API alone",
        _ when reference.Digest is null => $"this registry removes no tags; its manifest goes with all of its tags: drayage image rm {reference.Name}@DIGEST, "
            + $"where drayage image inspect {reference} tells the digest",
        _ => "the registry must be configured to allow deletion (docker-registry: storage.delete.enabled: true)",
    };
}
