namespace Drayage.Registries.Storage;

/// <summary>What a collection did.</summary>
/// <param name="Kept">Blobs that are needed.</param>
/// <param name="Swept">Blobs that were deleted.</param>
/// <param name="Bytes">Their length together.</param>
public sealed record Collected(int Kept, int Swept, long Bytes);
