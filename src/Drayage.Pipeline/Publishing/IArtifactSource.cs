using Drayage.Model.Delivery;
using Drayage.Platform.Http;

namespace Drayage.Pipeline.Publishing;

/// <summary>Fetches from a destination the files that a release put there, under their artifact names.</summary>
public interface IArtifactSource
{
    /// <param name="consignment">Where they were put.</param>
    /// <param name="artifact">Name of the artifact.</param>
    /// <param name="offset">The first byte that is wanted.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Null when the destination does not hold it.</returns>
    /// <exception cref="DeliveryException">It could not be asked, or refused.</exception>
    Task<ArtifactDownload?> OpenAsync(Consignment consignment, string artifact, long offset, CancellationToken cancellationToken);
}

/// <summary>Bytes on their way.</summary>
/// <param name="Reply">A successful reply whose body is not read yet.</param>
public sealed record ArtifactDownload(HttpReply Reply) : IDisposable
{
    /// <summary>Whether the body begins at the byte that was asked for; else at the very beginning.</summary>
    public bool IsRest => Reply.Status == System.Net.HttpStatusCode.PartialContent;

    public void Dispose() => Reply.Dispose();
}
