namespace Drayage.Registries.GitHub.State;

/// <summary>A file of a tree.</summary>
/// <param name="Sha">Git's id of the blob.</param>
/// <param name="Digest">What names its bytes in the store.</param>
/// <param name="Size">Bytes.</param>
internal sealed record TreeFile(string Sha, string Digest, long Size);
