using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Jobs;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Gives the copy in one registry the tags that it lacks. Where each of two has tags that the other has not, people decide.</summary>
internal sealed class TagDriftRepairer : Repairer
{
    public override string Rule => "tag-drift";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var (step, _) in target.Acts)
        {
            if (target.Edit(step.Source) is not { } file)
                continue;
            foreach (var push in step.Publications.Where(publish => publish is { Channel: Channel.Image, Form: PublicationForm.Upload or PublicationForm.Index }).GroupBy(publish => publish.Command))
            {
                var registries = push.Select(publish => new Copy(publish, ImageName.Parse(publish.Address)))
                    .Where(copy => copy.Name.Registry.Known is not null)
                    .GroupBy(copy => copy.Name.Registry.Known!)
                    .Select(group => group.ToList())
                    .ToList();
                foreach (var other in registries.Skip(1))
                {
                    if (target.Find(Rule, step.Source, step.PlaceOfAddress(other[0].Publish)) is { } finding && Add(file, step, registries[0], other) is { IsEmpty: false } edits)
                        yield return new Repair(finding, file.Path, "give both copies the same tags", edits);
                }
            }
        }
    }

    private static ImmutableArray<TextEdit> Add(EditedFile file, StepActs step, List<Copy> one, List<Copy> other)
    {
        var missing = one.Where(copy => !other.Exists(twin => twin.Tag == copy.Tag)).ToList();
        var more = other.Where(copy => !one.Exists(twin => twin.Tag == copy.Tag)).ToList();
        // One at a time: the next pass adds the next.
        return (missing, more) switch
        {
            ([var tag, ..], []) => Add(file, step, other[^1], tag),
            ([], [var tag, ..]) => Add(file, step, one[^1], tag),
            _ => [],
        };
    }

    private static ImmutableArray<TextEdit> Add(EditedFile file, StepActs step, Copy behind, Copy tag)
    {
        if (step.Text is null)
            return InInput(file, step, behind, tag) is { } input ? [input] : [];
        if (ScriptEdits.Of(file, step) is not { } script || behind.Publish.AddressSpan is not { } last || tag.Publish.AddressSpan is not { } source)
            return [];
        var raw = last.Of(script.Script);
        if (Retagged(raw, source.Of(script.Script)) is not { } written)
            return [];
        return ScriptWords.WithOption(script.Script, last, "-t", "--tag") is { } words && script.InsertWords(words, script.Script[words.Start..last.Start] + written) is { } edit ? [edit] : [];
    }

    private static TextEdit? InInput(EditedFile file, StepActs step, Copy behind, Copy tag)
    {
        var (last, source) = (step.PlaceOfAddress(behind.Publish), step.PlaceOfAddress(tag.Publish));
        if (step.Traced.Step.With.Find("tags") is not { } tags || last.Start < tags.Place.Start || last.End > tags.Place.End
            || Retagged(file.Raw(last.Start, last.End).Trim(), file.Raw(source.Start, source.End).Trim()) is not { } written)
            return null;
        var line = file.LineOf(last.Start);
        var isAlone = file.Line(line).Trim().SequenceEqual(file.Raw(last.Start, last.End).AsSpan().Trim());
        return isAlone && tags.Style == Reading.TextStyle.Literal
            ? file.InsertBelow(line, file.PrefixTo(file.Read.LineStart(line) + file.IndentOf(line)) + written)
            : tags.Value.Contains('\n', StringComparison.Ordinal) ? null : TextEdit.Insert(last.End, $",{written}");
    }

    /// <summary>A reference with the tag of another, as both are written.</summary>
    /// <returns>Null where it cannot be told what is tag and what is name.</returns>
    private static string? Retagged(string reference, string tagged)
    {
        var (name, tag) = (Cut(reference).Name, Cut(tagged).Tag);
        if (name is null || tag is null)
            return null;
        var quote = reference[^1] is '"' or '\'' ? reference[^1..] : "";
        return name.TrimEnd('"', '\'') + (tag.TrimEnd('"', '\'') is { Length: > 0 } given ? given : ":latest") + quote;
    }

    // The colon of a tag stands behind the last slash, and in no expansion.
    private static (string? Name, string? Tag) Cut(string reference)
    {
        var slash = reference.LastIndexOf('/');
        var colon = reference.IndexOf(':', Math.Max(0, slash));
        var isPlain = !reference.Contains(":-", StringComparison.Ordinal) && !reference.Contains("//", StringComparison.Ordinal) && !reference.Contains("$(", StringComparison.Ordinal);
        return !isPlain || slash < 0 ? (null, null) : colon < 0 ? (reference, "") : (reference[..colon], reference[colon..]);
    }

    private sealed record Copy(PublishingAct.Publish Publish, ImageName Name)
    {
        public string Tag { get; } = Name.Tag?.ToString() ?? "latest";
    }
}
