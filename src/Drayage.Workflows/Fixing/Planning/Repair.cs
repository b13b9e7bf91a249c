using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Planning;

/// <summary>A change of one file that mends a finding.</summary>
/// <param name="Finding">What is mended.</param>
/// <param name="Path">The file that is changed; not always the one that the finding stands in.</param>
/// <param name="What">What is done, as a request: "add …". One line, no trailing full stop.</param>
/// <param name="Edits">In any order; they do not overlap.</param>
internal sealed record Repair(Finding Finding, string Path, string What, ImmutableArray<TextEdit> Edits)
{
    /// <summary>Where the file that is looked at shows it: that of the finding, unless the finding stands for several places.</summary>
    public SourcePlace Place { get; init; } = Finding.Place;

    /// <summary>Whether both cannot be made at once.</summary>
    public bool Collides(Repair other) =>
        string.Equals(Path, other.Path, StringComparison.Ordinal) && Edits.Any(edit => other.Edits.Any(edit.Touches));
}
