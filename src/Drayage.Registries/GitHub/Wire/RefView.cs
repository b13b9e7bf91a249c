namespace Drayage.Registries.GitHub.Wire;

/// <summary>A reference.</summary>
internal sealed record RefView(string Ref, string NodeId, string Url, ObjectView Object);

/// <summary>What a reference or an annotated tag points at.</summary>
internal sealed record ObjectView(string Sha, string Type, string Url);
