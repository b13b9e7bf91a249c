using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Versions;
using Drayage.Pipeline.Changelogs;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Rendering.Versions;

/// <summary>Versions and their places for people.</summary>
internal static class VersionTable
{
    public static void Write(Terminal terminal, VersionSurvey survey, ImmutableArray<VersionLine> lines)
    {
        foreach (var line in lines)
        {
            terminal.Output.WriteLine($"{line.Version.Text}  {line.Name}: {string.Join(", ", line.Members.Select(member => member.Id.Text))}");
            terminal.Output.WriteLine($"  tag {line.Tags.Format(line.Version)}; last released: {(line.Released.IsEmpty ? "nothing" : line.Released[^1].Tag)}");
            if (line.IsFromTags)
                terminal.Output.WriteLine($"  read from {line.Place}");
            WritePlaces(terminal, line);
        }

        foreach (var problem in survey.Unreadable)
            ErrorMessage.Warning(terminal, $"{problem.Message}: {problem.Because}");
    }

    public static void WriteCheck(Terminal terminal, IReadOnlyList<VersionLine> lines, ImmutableArray<VersionProblem> problems) => terminal.Output.WriteLine(
        $"{Counted.Of(lines.Sum(line => line.Places.Length), "place")} of {Counted.Of(lines.Count, "version")}: {(problems.IsEmpty ? "all agree" : Counted.Of(problems.Length, "problem"))}");

    public static void WriteMoves(Terminal terminal, ImmutableArray<VersionMove> moves, ImmutableArray<LockFile> stale, bool isDry)
    {
        foreach (var move in moves)
        {
            terminal.Output.WriteLine(move.Line.Version.Equals(move.To)
                ? $"{move.To.Text}  {move.Line.Name}"
                : $"{move.Line.Version.Text} → {move.To.Text}  {move.Line.Name}");
            foreach (var (place, text) in move.Edits)
                terminal.Output.WriteLine($"  {place.At}  {place.Text} → {text}");
        }

        var (edits, files) = (moves.Sum(move => move.Edits.Length), moves.SelectMany(move => move.Edits).Select(edit => edit.Place.At.Path).Distinct(StringComparer.Ordinal).Count());
        terminal.Output.WriteLine(edits == 0
            ? "every place says so already"
            : $"{Counted.Of(edits, "place")} in {Counted.Of(files, "file")} {(isDry ? "would be edited" : "edited")}");
        foreach (var file in stale)
            ErrorMessage.Warning(terminal, $"{file.Path} follows what was edited; renew it: {file.Command}");
    }

    public static void WriteProposals(Terminal terminal, ImmutableArray<VersionLine> lines, ImmutableDictionary<VersionLine, VersionProposal> proposals)
    {
        foreach (var line in lines)
        {
            var last = proposals[line].Since ?? "no release";
            terminal.Output.WriteLine(proposals[line] switch
            {
                { Version: null } => $"{line.Name}: nothing to release since {last}",
                { Step: { } step, Version: { } next, Reason: { } reason } =>
                    $"{next.Text}  {line.Name}: {step.ToString().ToLowerInvariant()} since {last}, for {reason.Commit.Id.Short} {reason.Commit.Subject}",
                { Version: { } first } => $"{first.Text}  {line.Name}: the first release",
            });
        }
    }

    private static void WritePlaces(Terminal terminal, VersionLine line)
    {
        var table = new ResultTable(new("place") { IsName = true }, new("says") { IsName = true }, "of", new("as") { IsSparable = true });
        foreach (var place in line.Places)
            table.AddRow($"{place.At.Path}:{place.At.Line}", place.Text, place.Subject, RoleOf(place));
        if (line.Places.Length > 0)
            table.Write(terminal);
        foreach (var (spelling, reason) in VersionVariables.Of(line.Version).Refused.Where(refused => line.Places.Any(place => IsNamed(place.Spelling, refused.Key))))
            ErrorMessage.Warning(terminal, $"{line.Version.Text} has no {spelling} spelling: {reason}");
    }

    private static bool IsNamed(NativeSpelling? spelling, string name) => string.Equals(spelling?.ToString(), name, StringComparison.OrdinalIgnoreCase);

    internal static string RoleOf(VersionPlace place) => place.Role.ToString().ToLowerInvariant();
}
