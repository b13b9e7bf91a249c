using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Pipeline.Configuration;

/// <summary>How change logs are made from commits.</summary>
public sealed record ChangelogSettings
{
    /// <summary>Stands for messages outside Conventional Commits, and for types that <see cref="Sections"/> does not know.</summary>
    public const string Other = "other";

    /// <summary>Template of the file's path, of <c>component</c> and <c>path</c>; null for <c>CHANGELOG.md</c> in the component's directory.</summary>
    public string? File { get; init; }

    /// <summary>Repository-relative path of a template; null for the built-in one.</summary>
    public string? Template { get; init; }

    /// <summary>Type of a commit → heading; an empty heading leaves it out.</summary>
    public ImmutableDictionary<string, string> Sections { get; init; } = DefaultSections;

    /// <summary>Regular expressions of subjects that are left out.</summary>
    public ImmutableArray<string> Skip { get; init; } = [];

    /// <summary>Whether a full release tells again what its pre-releases told.</summary>
    public bool FoldsPreReleases { get; init; } = true;

    /// <summary>Whether the built-in template names authors.</summary>
    public bool ShowsAuthors { get; init; }

    /// <summary>Where the configuration names the template and the file.</summary>
    public SourceLocation At { get; init; } = new(ConfigurationFile.Name, 0, 0);

    /// <summary>The headings of keepachangelog.com, in its order.</summary>
    public static ImmutableArray<string> Headings { get; } = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

    public static ImmutableDictionary<string, string> DefaultSections { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["feat"] = "Added",
        ["fix"] = "Fixed",
        ["perf"] = "Changed",
        ["revert"] = "Changed",
        ["deprecate"] = "Deprecated",
        ["remove"] = "Removed",
        ["security"] = "Security",
        ["refactor"] = "",
        ["docs"] = "",
        ["style"] = "",
        ["test"] = "",
        ["build"] = "",
        ["ci"] = "",
        ["chore"] = "",
        [Other] = "Changed",
    }.ToImmutableDictionary(StringComparer.Ordinal);
}
