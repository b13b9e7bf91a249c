using System.Collections.Immutable;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Changelogs;

/// <summary>Which version the changes since the last release ask for.</summary>
/// <param name="Version">Null where there is nothing to release.</param>
/// <param name="Step">The step from the last release; null for a first one.</param>
/// <param name="Reason">The change that asks for most; null where none does.</param>
public sealed record VersionProposal(ReleaseVersion? Version, VersionStep? Step, Change? Reason)
{
    /// <summary>Tag of the last release in the history of the commit; null before the first one.</summary>
    public string? Since { get; init; }

    /// <summary>
    /// A breaking change asks for a major version, a feature for a minor one, anything else that the change log tells for a patch. Before
    /// 1.0.0 a breaking change asks for a minor version. A first release takes the version as it is, and 0.1.0 where nothing says one.
    /// </summary>
    /// <param name="changes">Since the last release, newest first.</param>
    /// <param name="released">The last release; null before the first one.</param>
    /// <param name="present">What the files say: where it is further on already, it stays. Null where only tags say it.</param>
    public static VersionProposal Of(ImmutableArray<Change> changes, ReleaseVersion? released, ReleaseVersion? present, ChangelogSettings settings)
    {
        var told = changes.Where(change => ChangeSections.TitleOf(change.Message, settings).Length > 0).ToImmutableArray();
        if (told.IsEmpty)
            return new VersionProposal(Version: null, Step: null, Reason: null);
        if (released is null)
            return new VersionProposal(present ?? ReleaseVersion.Parse("0.1.0", VersionScheme.Semantic), Step: null, told[0]);
        var breaking = released.Core[0].IsZero ? VersionStep.Minor : VersionStep.Major;
        var (step, reason) = told.FirstOrDefault(change => change.Message.IsBreaking) is { } broken ? (breaking, broken)
            : told.FirstOrDefault(change => change.Message.Type == "feat") is { } feature ? (VersionStep.Minor, feature)
            : (VersionStep.Patch, told[0]);
        var next = released.Next(step);
        return new VersionProposal(present?.CompareTo(next) > 0 ? present : next, step, reason);
    }
}
