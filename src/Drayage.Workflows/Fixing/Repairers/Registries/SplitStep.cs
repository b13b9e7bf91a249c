using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Linting.Rules.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Makes one step an image registry out of a step that builds and pushes by an action: the others are copies of it, which run although it failed.</summary>
internal static class SplitStep
{
    /// <returns>Empty where there is no safe way.</returns>
    public static ImmutableArray<TextEdit> Of(EditedFile file, JobTarget job, StepActs acts, CombinedPush push)
    {
        var step = acts.Traced.Step;
        // What a later step does with a digest of this one holds for one registry only.
        if (!acts.Traced.Callers.IsEmpty || step.Node.IsFlow || step.ContinueOnError is not null || step.Node.Entries.Any(entry => entry.Key.Place.Length == 0)
            || (step.Id is { } given && file.Read.Text.Contains($"steps.{given.Value}.", StringComparison.Ordinal))
            || step.Node.Entries[0].Key.Value is "if" or "id" or "with" || step.If is { } condition && file.LineOf(condition.Place.Start) != file.LineOf(condition.Place.End) || step.With.Find("tags") is not { Style: TextStyle.Literal } || StepEdits.LinesOf(file, step) is not { } lines
            || Tags(file, acts, push) is not { } tags)
            return [];
        var id = step.Id?.Value ?? $"push-{push.Registries[0].Host.Replace('.', '-')}";
        if (step.Id is null && job.Job.Steps.Any(other => other.Id?.Value == id))
            return [];
        var isApart = StepEdits.IsApart(file, job.Job.Steps, step);
        var parts = push.Registries.SelectMany((registry, index) =>
        {
            var others = tags.Where(tag => tag.Host != registry.Host).Select(tag => tag.Line).ToHashSet();
            return index == 0 ? First(file, step, lines, others, id) : Copy(file, step, lines, others, registry.Host, id).Prepend(isApart ? "" : null).OfType<string>();
        });
        return [file.ReplaceLines(lines.First, lines.Last, parts)];
    }

    private static IEnumerable<string> First(EditedFile file, Step step, (int First, int Last) lines, HashSet<int> others, string id)
    {
        for (var line = lines.First; line <= lines.Last; line++)
        {
            if (!others.Contains(line))
                yield return Raw(file, line);
            if (line == lines.First && step.Id is null)
                yield return KeyPrefix(file, step) + $"id: {id}";
        }
    }

    private static IEnumerable<string> Copy(EditedFile file, Step step, (int First, int Last) lines, HashSet<int> others, string host, string id)
    {
        var dropped = new[] { step.Node.Find("id"), step.Node.Find("if") }.OfType<YamlEntry>().Select(entry => file.LineOf(entry.Key.Place.Start)).ToHashSet();
        var name = step.Name is { } text && file.LineOf(text.Place.Start) == file.LineOf(text.Place.End) ? text : null;
        for (var line = lines.First; line <= lines.Last; line++)
        {
            if (others.Contains(line) || dropped.Contains(line))
                continue;
            var isNamed = name is not null && file.LineOf(name.Place.Start) == line;
            var behind = isNamed ? name!.Place.End - file.Read.LineStart(line) - (name.Style == TextStyle.Plain ? 0 : 1) : 0;
            yield return isNamed ? Raw(file, line).Insert(behind, $" ({host})") : Raw(file, line);
            if (line == lines.First)
                yield return KeyPrefix(file, step) + $"if: ${{{{ !cancelled() && steps.{id}.outcome != 'skipped' }}}}";
        }
    }

    private static string Raw(EditedFile file, int line) => file.Raw(file.Read.LineStart(line), file.Read.LineEnd(line));

    private static string KeyPrefix(EditedFile file, Step step) => file.PrefixTo(step.Node.Entries[0].Key.Place.Start);

    private static List<(string Host, int Line)>? Tags(EditedFile file, StepActs acts, CombinedPush push)
    {
        var tags = push.Registries.SelectMany(registry => registry.Publications.Select(publish => (registry.Host, Place: acts.PlaceOfAddress(publish)))).ToList();
        var areAlone = tags.TrueForAll(tag => file.Line(file.LineOf(tag.Place.Start)).Trim().SequenceEqual(file.Raw(tag.Place.Start, tag.Place.End).AsSpan().Trim()));
        var lines = tags.ConvertAll(tag => (tag.Host, Line: file.LineOf(tag.Place.Start)));
        return areAlone && lines.DistinctBy(tag => tag.Line).Count() == lines.Count ? lines : null;
    }
}
