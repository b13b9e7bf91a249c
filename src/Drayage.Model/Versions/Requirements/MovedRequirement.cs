namespace Drayage.Model.Versions.Requirements;

/// <summary>What becomes of a requirement when the package that it names moves to another version.</summary>
public abstract record MovedRequirement
{
    private MovedRequirement()
    {
    }

    /// <summary>It stays as it is: it names no version, or admits the new one.</summary>
    public sealed record Kept : MovedRequirement;

    /// <param name="Text">The requirement with the new version in place of the old one, everything else as it was.</param>
    public sealed record Rewritten(string Text) : MovedRequirement;

    /// <summary>The new version would be shut out, and there is no telling how people want it.</summary>
    /// <param name="Text">The requirement as it would be.</param>
    public sealed record ShutOut(string Text) : MovedRequirement;
}
