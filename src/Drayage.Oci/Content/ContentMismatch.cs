using Drayage.Model;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Content;

/// <summary>Words what it means that content is not what its descriptor says.</summary>
internal static class ContentMismatch
{
    public static ReleaseException Size(Descriptor expected, string origin, long actual) => Of(
        expected.Digest, origin, $"it was announced with {expected.Size} bytes and has {(actual > expected.Size ? "more" : actual.ToString())}");

    public static ReleaseException Digest(Digest expected, string origin, Digest actual) =>
        Of(expected, origin, $"its bytes have the digest {actual}");

    private static ReleaseException Of(Digest expected, string origin, string because) => new(
        ExitCode.Refused,
        $"content {expected} from {origin} is not what its digest says",
        because,
        "the content was damaged in storage or on its way, or was tampered with: fetch or build it anew");
}
