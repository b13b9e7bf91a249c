namespace Drayage.Ecosystems.Python.Publishing;

/// <summary>A file that an index lists.</summary>
/// <param name="Url">Where it is fetched.</param>
/// <param name="Sha256">Lower-case hexadecimal; null when the index does not tell.</param>
/// <param name="IsYanked">Whether installers pass it over unless it is asked for by its exact version (PEP 592).</param>
/// <param name="Provenance">Where its attestations are fetched (PEP 740); null for none.</param>
internal sealed record IndexFile(string Name, Uri Url, string? Sha256, bool IsYanked = false, Uri? Provenance = null);
