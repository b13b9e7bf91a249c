using System.Collections.Immutable;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting.Rules.Publishing;
using Drayage.Workflows.Publishing.Jobs;
using Drayage.Workflows.Shell.Syntax;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Pushes to each registry by a command or step of its own, so that one that refuses does not keep the others from the image.</summary>
internal sealed class CombinedPushRepairer : Repairer
{
    public override string Rule => "combined-push";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        foreach (var (step, job) in target.Acts)
        {
            foreach (var push in CombinedPush.Of(step))
            {
                if (target.Find(Rule, step.Source, step.PlaceOfAddress(push.Second)) is not { } finding || target.Edit(step.Source) is not { } file)
                    continue;
                var edits = step.Text is not null ? SplitCommand(file, step, push) : job is not null ? SplitStep.Of(file, job, step, push) : [];
                if (!edits.IsEmpty)
                    yield return new Repair(finding, file.Path, $"push to {string.Join(" and ", push.Registries.Select(registry => registry.Host))} separately", edits);
            }
        }
    }

    private static ImmutableArray<TextEdit> SplitCommand(EditedFile file, StepActs step, CombinedPush push)
    {
        // The digest in such a file is that of one push only.
        if (ScriptEdits.Of(file, step) is not { } script || push.Second.Command is not { FailureIgnoredBy: null } command || command.Words.Any(word => word.Known is "--metadata-file" or "--iidfile")
            || script.LinesOf(command.Span) is not { } lines || Tags(script, push) is not { } tags)
            return [];
        var margin = script.Script[lines.Start..command.Span.Start];
        var behind = script.Script[command.Span.End..lines.End];
        var cache = command.Words.Where(word => word.Known is "--no-cache" or "--no-cache=true").Select(word => word.Span).ToList();
        var parts = push.Registries.Select((registry, index) =>
        {
            var others = tags.Where(tag => tag.Host != registry.Host).Select(tag => tag.Words).Concat(index == 0 ? [] : cache);
            var part = Without(script.Script, command.Span, others);
            return margin + part + (script.IsBare ? "" : $" || push_failed=\"$push_failed {registry.Host}\"") + (index == 0 ? behind : "");
        });
        // Behind the last push the step fails as it did; a reader of a guide goes on typing.
        var all = script.IsBare ? parts : parts.Prepend($"{margin}push_failed=\"\"").Append($"{margin}[ -z \"$push_failed\" ] || {{ echo \"::error::not pushed to$push_failed\"; exit 1; }}");
        return script.ReplaceLines(lines, string.Join('\n', all)) is { } edit ? [edit] : [];
    }

    private static List<(string Host, TextSpan Words)>? Tags(ScriptEdits script, CombinedPush push)
    {
        var tags = push.Registries
            .SelectMany(registry => registry.Publications.Select(publish => (registry.Host, Words: publish.AddressSpan is { } span ? ScriptWords.WithOption(script.Script, span, "-t", "--tag") : null)))
            .ToList();
        return tags.Exists(tag => tag.Words is null) || tags.DistinctBy(tag => tag.Words).Count() < tags.Count ? null : tags.ConvertAll(tag => (tag.Host, tag.Words!.Value));
    }

    private static string Without(string script, TextSpan command, IEnumerable<TextSpan> words)
    {
        var text = command.Of(script);
        foreach (var span in words.OrderByDescending(span => span.Start))
        {
            var (range, _) = ScriptWords.Around(text, new TextSpan(span.Start - command.Start, span.End - command.Start));
            text = text.Remove(range.Start, range.Length);
        }

        return text;
    }
}
