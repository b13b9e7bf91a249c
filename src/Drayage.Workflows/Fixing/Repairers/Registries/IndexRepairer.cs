using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Formats.Editing;
using Drayage.Workflows.Fixing.Editing;
using Drayage.Workflows.Fixing.Planning;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Publishing;
using Drayage.Workflows.Publishing.Commands;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>Makes the index of one registry in the other one too, to which the same architectures are pushed.</summary>
internal sealed class IndexRepairer : Repairer
{
    public override string Rule => "architecture-tags-without-index";

    public override IEnumerable<Repair> Propose(RepairTarget target)
    {
        var uploads = target.Acts
            .SelectMany(pair => pair.Step.Publications.Select(publish => (pair.Step, Publish: publish, Name: ImageName.Parse(publish.Address))))
            .Where(upload => upload.Publish is { Channel: Channel.Image, Form: PublicationForm.Upload } && upload.Name is { Repository: not null, Tag: not null, Registry.Known: not null })
            .ToList();
        foreach (var upload in uploads)
        {
            if (target.Find(Rule, upload.Step.Source, upload.Step.PlaceOfAddress(upload.Publish)) is not { Severity: Severity.Error } finding || Written(upload.Name) is not { } name)
                continue;
            // The same tag in another registry, in which the index is made.
            var twins = uploads.Where(other => other.Name.Registry.Known != upload.Name.Registry.Known && other.Name.Tag!.Equals(upload.Name.Tag)).Select(other => Written(other.Name)).OfType<string>().Distinct(StringComparer.Ordinal);
            if (twins.Select(twin => Copies(target, finding, twin, name, upload.Name.Registry.Known!)).FirstOrDefault(repair => repair is not null) is { } found)
                yield return found;
        }
    }

    private static Repair? Copies(RepairTarget target, Finding finding, string from, string to, string registry)
    {
        var pattern = new Regex($@"(?<![\w./-])(docker\.io/)?{Regex.Escape(from)}(?=[:@\s""'\\]|$)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        var path = "";
        foreach (var (step, _) in target.Acts.DistinctBy(pair => (pair.Step.Source, pair.Step.Traced.Step.Place)))
        {
            foreach (var call in step.Calls.Where(MakesIndex).DistinctBy(call => call.Command.Span))
            {
                var command = call.Command.Span.Of(step.Script!.Script.Text);
                if (!pattern.IsMatch(command) || command.Contains(to, StringComparison.Ordinal))
                    continue;
                if (target.Edit(step.Source) is not { } file || ScriptEdits.Of(file, step) is not { } script || script.LinesOf(call.Command.Span) is not { } lines)
                    return null;
                var copy = script.InsertLinesBelow(lines, pattern.Replace(script.Script[lines.Start..call.Command.Span.End], to));
                if (copy.IsEmpty || (path.Length > 0 && path != file.Path))
                    return null;
                edits.AddRange(copy);
                path = file.Path;
            }
        }

        return edits.Count == 0 ? null : new Repair(finding, path, $"make the index in {registry} too", edits.ToImmutable());
    }

    private static bool MakesIndex(CommandCall call) => call.Tool is "docker" or "podman"
        && (call.Arguments is [{ Known: "buildx" }, { Known: "imagetools" }, { Known: "create" }, ..] or [{ Known: "manifest" }, { Known: "create" or "annotate" or "push" }, ..]);

    /// <summary>A name as another script of the run could write it.</summary>
    private static string? Written(ImageName name)
    {
        if (name.Repository!.Unknowns.Any(unknown => !IsEverywhere(unknown)))
            return null;
        return name.IsDockerHub ? name.Repository.ToString() : $"{name.Registry.Known}/{name.Repository}";
    }

    private static bool IsEverywhere(TextPiece.Unknown unknown) =>
        unknown.Source.StartsWith("${GITHUB_", StringComparison.Ordinal) || unknown.Source.StartsWith("$GITHUB_", StringComparison.Ordinal)
        || unknown.Source.StartsWith("${{ github.", StringComparison.Ordinal) || unknown.Source.StartsWith("${{ vars.", StringComparison.Ordinal);
}
