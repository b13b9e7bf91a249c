using System.Collections.Immutable;
using Drayage.Testing;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Fixing;
using Drayage.Workflows.Fixing.Pinning;
using Drayage.Workflows.Markdown;
using Drayage.Workflows.Reading;
using Drayage.Workflows.Resolution;

namespace Drayage.Tests.Workflows.Fixing;

/// <summary>Texts with their repairs.</summary>
internal static class Repaired
{
    private const string WorkflowPath = ".github/workflows/release.yml";

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "Drayage.Tests", "Workflows", "Fixing");

    public static FixReport Report(string text, FixRequest? request = null, string path = WorkflowPath)
    {
        ImmutableArray<ChosenFiles> chosen;
        if (GuideReader.IsGuide(path))
        {
            var guide = new SourceFile(path, text);
            chosen = [.. GuideReader.Read(guide).Select(snippet => ChosenFiles.OfGuide(guide, snippet))];
        }
        else
        {
            var repository = WorkflowRepository.Of(path, text);
            chosen = [new ChosenFiles(repository, repository.Files)];
        }

        return WorkflowFixer.Fix(chosen, request ?? new FixRequest());
    }

    /// <summary>Several files of one repository.</summary>
    public static FixReport Repository(params (string Path, string Text)[] files)
    {
        var repository = new WorkflowRepository(files.Select(file => WorkflowReader.Read(new SourceFile(file.Path, file.Text))));
        return WorkflowFixer.Fix([new ChosenFiles(repository, repository.Files)], new FixRequest());
    }

    /// <summary>The repaired text; the same where nothing changes.</summary>
    public static string Text(string text, FixRequest? request = null, string path = WorkflowPath) =>
        Report(text, request, path).Files.FirstOrDefault()?.After ?? text;

    /// <summary>The text with the repairs of some rules only.</summary>
    public static string Only(string rule, string text, string path = WorkflowPath) => Text(text, new FixRequest { Rules = [rule] }, path);

    public static FixRequest Pins(string text) => new() { Pins = ActionPins.Parse(new SourceFile("pins.yml", text)) };
}
