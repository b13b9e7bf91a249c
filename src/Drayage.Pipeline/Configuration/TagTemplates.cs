using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Versions.Tags;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Configuration;

/// <summary>Checks tag templates while the configuration is read, so that their mistakes are reported with all others.</summary>
internal static partial class TagTemplates
{
    /// <summary>The key that says when tags are made.</summary>
    public static Setting<string> When(string key, string summary) => Settings.Choice(key, summary, "before", "after");

    public static Tagging? ReadWhen(string? word) => word switch
    {
        "before" => Tagging.Before,
        "after" => Tagging.After,
        _ => null,
    };

    /// <summary>The template of releases that share the project's version.</summary>
    public static void CheckShared(string template, SourceLocation at, ConfigProblems problems)
    {
        if (NamesComponent().IsMatch(template))
            problems.Add("the project's tag names a component, and one tag stands for all that share the version", at, "write such as v{{ version }}, or give the component a tag of its own");
        else
            Check(template, "project", at, problems);
    }

    public static void CheckOwn(string template, ComponentId component, SourceLocation at, ConfigProblems problems) =>
        Check(template, component.Text, at, problems);

    private static void Check(string template, string component, SourceLocation at, ConfigProblems problems)
    {
        try
        {
            _ = TagPattern.Parse(template, component);
        }
        catch (ReleaseException refused)
        {
            problems.Add($"tag template '{template}' is not usable: {refused.Because}", at, "the version must stand in it exactly once, such as v{{ version }}");
        }
    }

    [GeneratedRegex(@"\{\{\s*component\s*\}\}")]
    private static partial Regex NamesComponent();
}

/// <summary>What the project says of the tags of all that share its version.</summary>
internal sealed record ProjectTag(string Template, Tagging Tagging);
