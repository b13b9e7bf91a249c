namespace Drayage.Ecosystems.Python.Publishing.Trust;

/// <summary>Where an index exchanges identities: at the root of its pages' host.</summary>
internal static class TokenHost
{
    /// <param name="upload">The index's upload API, which may have a host of its own.</param>
    public static Uri Of(Uri upload) => WellKnownIndex.ByUpload(upload)?.Pages ?? new Uri(upload, "/");
}
