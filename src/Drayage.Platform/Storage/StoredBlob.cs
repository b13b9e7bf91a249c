using Drayage.Model;

namespace Drayage.Platform.Storage;

/// <summary>A blob that the store holds.</summary>
/// <param name="Size">Length in bytes.</param>
public sealed record StoredBlob(Digest Digest, long Size);
