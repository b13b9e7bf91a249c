using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Fixing.Editing;

/// <summary>Adds steps, and entries to them.</summary>
internal static class StepEdits
{
    /// <summary>Adds a step before another one, above the comments that belong to that.</summary>
    /// <param name="steps">All steps of the list, for how far apart they are written.</param>
    /// <returns>Null where the list is not written with hyphens.</returns>
    public static TextEdit? InsertBefore(EditedFile file, ImmutableArray<Step> steps, Step step, ImmutableArray<NewEntry> entries)
    {
        if (Dash(file, step) is not { } dash)
            return null;
        var line = file.LineOf(dash);
        var top = file.CommentsAbove(line);
        var prefix = file.PrefixTo(dash);
        var gap = step.Node.Place.Start - dash - 1 is var blanks and > 0 and < 8 && file.LineOf(step.Node.Place.Start) == line ? new string(' ', blanks) : " ";
        var lines = entries.SelectMany(entry => entry.Block(file.Unit)).Index().Select(text => prefix + (text.Index == 0 ? "-" : " ") + gap + text.Item);
        return file.InsertAbove(top, IsApart(file, steps, step) ? lines.Append(prefix.TrimEnd()) : lines);
    }

    /// <summary>Whether the steps of a list stand apart from each other, by blank lines.</summary>
    public static bool IsApart(EditedFile file, ImmutableArray<Step> steps, Step step) => steps.Length > 1 && IsApart(file, step.Index == 0 ? steps[1] : step);

    /// <summary>The first and the last line of a step; null where the list is not written with hyphens.</summary>
    public static (int First, int Last)? LinesOf(EditedFile file, Step step) =>
        Dash(file, step) is { } dash ? (file.LineOf(dash), file.LineOf(Math.Max(dash, step.Node.Place.End - 1))) : null;

    /// <summary>Adds variables to the environment of a step.</summary>
    /// <returns>Null where there is no safe way.</returns>
    public static TextEdit? AddEnv(EditedFile file, Step step, ImmutableArray<NewEntry> variables) => AddTo(file, step, "env", variables);

    /// <summary>Adds inputs to the action that a step calls.</summary>
    /// <returns>Null where there is no safe way.</returns>
    public static TextEdit? AddInput(EditedFile file, Step step, NewEntry input) => AddTo(file, step, "with", [input]);

    private static TextEdit? AddTo(EditedFile file, Step step, string key, ImmutableArray<NewEntry> entries)
    {
        // What snippets leave out stands nowhere, and nothing can be added to it.
        if (step.Node.Entries.Any(entry => entry.Key.Place.Length == 0))
            return null;
        if (step.Node.Find(key) is not { } entry)
        {
            var before = step.Node.Find(key == "with" ? "uses" : "shell") ?? step.Node.Find("if") ?? step.Node.Find("name");
            var mapping = NewEntry.Mapping(key, entries);
            return before is null || step.Node.IsFlow ? MappingEdits.Append(file, step.Node, mapping) : MappingEdits.InsertAfter(file, step.Node, before, mapping);
        }

        if (entry.Value is not Reading.YamlNode.Mapping inner || !MappingEdits.IsUnshared(file, entry))
            return null;
        if (inner is { IsFlow: true, Entries.IsEmpty: true })
            return TextEdit.Insert(inner.Place.Start + 1, string.Join(", ", entries.Select(variable => variable.Flow())));
        var edits = entries.Select(variable => MappingEdits.Append(file, inner, variable)).ToList();
        return edits.Contains(null) ? null : TextEdit.Insert(edits[0]!.Value.Start, string.Concat(edits.Select(edit => edit!.Value.Replacement)));
    }

    // Whether a blank line stands before a step and its comments.
    private static bool IsApart(EditedFile file, Step step) =>
        Dash(file, step) is { } dash && file.CommentsAbove(file.LineOf(dash)) is > 1 and var top && file.IsBlank(top - 1);

    private static int? Dash(EditedFile file, Step step)
    {
        var text = file.Read.Text;
        var at = step.Node.Place.Start - 1;
        while (at >= 0 && char.IsWhiteSpace(text[at]))
            at--;
        if (at < 0 || text[at] != '-' || step.Node.Place.Length == 0)
            return null;
        return file.PrefixTo(at).Length == file.IndentOf(file.LineOf(at)) ? at : null;
    }
}
