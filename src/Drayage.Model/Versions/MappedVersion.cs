namespace Drayage.Model.Versions;

/// <summary>What <see cref="VersionMap"/> makes of a version for one ecosystem.</summary>
public abstract record MappedVersion
{
    private MappedVersion()
    {
    }

    /// <param name="Text">The version as the ecosystem spells it.</param>
    public sealed record Mapped(string Text) : MappedVersion;

    /// <param name="Reason">Why the ecosystem has no such version, and what to write instead where something would do.</param>
    public sealed record Refused(string Reason) : MappedVersion;

    /// <summary>The native text.</summary>
    /// <exception cref="ReleaseException">The mapping was refused.</exception>
    public string TextOrThrow(string what) => this switch
    {
        Mapped mapped => mapped.Text,
        Refused refused => throw new ReleaseException(
            ExitCode.Refused, $"{what} has no native version", refused.Reason, "choose a version that every destination can spell"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public bool IsMapped => this is Mapped;

    internal static MappedVersion To(string text) => new Mapped(text);

    internal static MappedVersion Refuse(string reason) => new Refused(reason);
}
