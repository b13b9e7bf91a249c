using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Platform.Secrets;

namespace Drayage.Ecosystems.GitHub;

/// <summary>A destination of kind <c>github</c>.</summary>
public sealed record GitHubSettings : DestinationSettings
{
    /// <summary><c>owner/name</c>; null for the project's own repository.</summary>
    public RepositorySlug? Repository { get; init; }

    /// <summary>Base address of the REST interface, with a slash at the end.</summary>
    public required Uri Api { get; init; }

    public required SecretReference Token { get; init; }

    /// <summary>Template of the release's title.</summary>
    public required string Title { get; init; }

    /// <summary>Where the template stands, for messages.</summary>
    public required SourceLocation TitleAt { get; init; }

    /// <summary>Template of the repository-relative path of the release notes; null for none.</summary>
    public string? NotesFile { get; init; }

    /// <summary>Where it stands, for messages.</summary>
    public required SourceLocation NotesFileAt { get; init; }

    /// <summary>Whether the notes tell what the commits changed.</summary>
    public bool TellsChanges { get; init; }

    /// <summary>Whether GitHub adds its own list of merged pull requests to the notes.</summary>
    public bool GeneratesNotes { get; init; }

    /// <summary>Whether the notes end with how to install what is released.</summary>
    public bool TellsInstall { get; init; } = true;

    /// <summary>Where the static package index over the releases is served, with a slash at the end; null where nothing says.</summary>
    public Uri? PythonIndex { get; init; }

    /// <summary>Whether the release stays a draft, for people to publish.</summary>
    public bool StaysDraft { get; init; }

    /// <summary>The tag of the one release that every run replaces; null for a release a version.</summary>
    public string? RollingTag { get; init; }

    /// <summary>Null for by the version.</summary>
    public bool? IsPreRelease { get; init; }

    /// <summary>Whether the release becomes the repository's latest; null for by the versions.</summary>
    public bool? IsLatest { get; init; }
}
