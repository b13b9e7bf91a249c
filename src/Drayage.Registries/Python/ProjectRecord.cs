namespace Drayage.Registries.Python;

/// <summary>What the index keeps about one project.</summary>
/// <param name="Owner">The user who uploaded its first file.</param>
internal sealed record ProjectRecord(string Owner);
