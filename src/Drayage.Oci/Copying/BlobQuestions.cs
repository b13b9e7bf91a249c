using Drayage.Oci.Content;
using Drayage.Oci.Documents;

namespace Drayage.Oci.Copying;

/// <summary>
/// Whether it pays to ask a target for a blob before it is sent. A question costs a round trip, so a target that turns
/// out to hold none of the blobs asked for is asked no more.
/// </summary>
internal sealed class BlobQuestions(IImageTarget target, TargetSurvey survey, bool verify)
{
    /// <summary>Bytes from which one request more is no price.</summary>
    private const long AlwaysWorthIt = 64 * 1024 * 1024;

    private const int MissesToStop = 3;

    private int misses = survey.HoldsSample ? 0 : MissesToStop;

    /// <summary>Whether the target holds the blob, as far as it is worth knowing.</summary>
    public async Task<bool> AskAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        if (!verify)
        {
            if (survey.Known.Contains(blob.Digest))
                return true;
            if (survey.Sample == blob.Digest)
                return survey.HoldsSample;
            if (target.IsRemote && blob.Size < AlwaysWorthIt && Volatile.Read(ref misses) >= MissesToStop)
                return false;
        }
        var held = await target.HasBlobAsync(blob, cancellationToken);
        if (!held)
            Interlocked.Increment(ref misses);
        return held;
    }
}
