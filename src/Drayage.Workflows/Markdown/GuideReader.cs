using System.Collections.Immutable;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Markdown;

/// <summary>
/// Reads the workflows, the parts of workflows and the commands that a Markdown guide shows. Each becomes a file of its own whose
/// places are those of the guide. A guide's text never makes this throw.
/// </summary>
public static class GuideReader
{
    // A guide repeats its text for each snippet; a longer one is no guide.
    private const int LongestGuide = 1024 * 1024;
    private const int MostSnippets = 400;

    /// <summary>Whether a path names a guide rather than a workflow.</summary>
    public static bool IsGuide(string path) => Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown" or ".mdx" or ".txt";

    public static ImmutableArray<WorkflowFile> Read(SourceFile guide)
    {
        if (guide.Text.Length > LongestGuide)
            return [];
        var files = ImmutableArray.CreateBuilder<WorkflowFile>();
        foreach (var snippet in FencedSnippets.Find(guide).Take(MostSnippets))
        {
            var file = snippet.Language switch
            {
                "yaml" or "yml" => Yaml(guide, snippet),
                "bash" or "sh" or "shell" or "zsh" => Commands(SnippetText.Alone(guide, snippet)),
                "console" or "shell-session" or "sh-session" or "terminal" => Commands(SnippetText.Session(guide, snippet)),
                "" or "text" or "txt" => Plain(guide, snippet),
                _ => null,
            };
            if (file is not null)
                files.Add(file);
        }
        return files.DrainToImmutable();
    }

    private static WorkflowFile? Yaml(SourceFile guide, FencedSnippet snippet)
    {
        var source = SnippetText.Alone(guide, snippet);
        var document = YamlDocument.Read(source);
        if (document.Root is YamlNode.Mapping root && root.Find("jobs") is not null && root.Find("on") is not null)
            return WorkflowReader.Read(source);
        return document.Root is { } node && FragmentWorkflow.Of(source, node) is { } fragment ? Fragment(source, fragment) : null;
    }

    // A fence without a language shows commands, addresses or output; only lines that call a known program are read.
    private static WorkflowFile? Plain(SourceFile guide, FencedSnippet snippet)
    {
        var source = SnippetText.Alone(guide, snippet);
        return PlainLines.HoldsAny(source, snippet) ? Commands(source) : null;
    }

    private static WorkflowFile Commands(SourceFile source) => Fragment(source, FragmentWorkflow.OfScript(source));

    private static WorkflowFile Fragment(SourceFile source, Workflow workflow) => new()
    {
        Source = source,
        IsAction = false,
        IsFragment = true,
        Workflow = workflow,
        Problems = [],
    };
}
