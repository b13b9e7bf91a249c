using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Markdown;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Workflows.Fixing.Planning;

/// <summary>Files that are repaired together: those of one repository, or the snippets of one guide.</summary>
internal sealed class RepairSubject
{
    private readonly SourceFile? guide;

    private RepairSubject(ImmutableArray<ChosenFiles> views, SourceFile? guide)
    {
        this.guide = guide;
        Views = views;
        Files = guide is not null ? [guide] : [.. views.SelectMany(view => view.Chosen).Select(file => file.Source)];
    }

    /// <summary>The files that may be changed, whole.</summary>
    public ImmutableArray<SourceFile> Files { get; }

    /// <summary>What is read in them.</summary>
    public ImmutableArray<ChosenFiles> Views { get; }

    public static IEnumerable<RepairSubject> Of(ImmutableArray<ChosenFiles> chosen) =>
        chosen.Where(files => files.Guide is null).Select(files => new RepairSubject([files], null))
            .Concat(chosen.Where(files => files.Guide is not null).GroupBy(files => files.Guide!).Select(snippets => new RepairSubject([.. snippets], snippets.Key)));

    /// <summary>The same files with other texts.</summary>
    /// <param name="texts">By path; those that are not named stay.</param>
    public RepairSubject With(IReadOnlyDictionary<string, string> texts)
    {
        if (guide is not null)
        {
            var changed = new SourceFile(guide.Path, texts.GetValueOrDefault(guide.Path, guide.Text));
            return new RepairSubject([.. GuideReader.Read(changed).Select(snippet => ChosenFiles.OfGuide(changed, snippet))], changed);
        }

        var read = texts.ToDictionary(text => text.Key, text => WorkflowReader.Read(new SourceFile(text.Key, text.Value)), StringComparer.Ordinal);
        return new RepairSubject([.. Views.Select(view => With(view, read))], null);
    }

    private static ChosenFiles With(ChosenFiles view, Dictionary<string, WorkflowFile> read) => new(
        view.Repository.With(read),
        [.. view.Chosen.Select(file => read.GetValueOrDefault(file.Source.Path, file))]);
}
