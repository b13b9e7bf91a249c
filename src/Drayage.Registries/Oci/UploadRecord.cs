namespace Drayage.Registries.Oci;

/// <summary>What is kept about an upload besides its bytes.</summary>
internal sealed record UploadRecord(string Repository, DateTimeOffset Started);
