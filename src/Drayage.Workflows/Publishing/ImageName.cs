using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing;

/// <summary>A reference of which parts may be unknown, in its registry, repository and tag.</summary>
internal sealed record ImageName
{
    public const string DockerHub = "docker.io";

    /// <summary>The host; unknown when the reference begins with something unknown.</summary>
    public required ShellText Registry { get; init; }

    /// <summary>Null when it cannot be told where the registry ends.</summary>
    public required ShellText? Repository { get; init; }

    /// <summary>Null without a tag.</summary>
    public required ShellText? Tag { get; init; }

    public bool IsDockerHub => Registry.Known == DockerHub;

    public bool IsGitHub => Registry.Known == "ghcr.io";

    public static ImageName Parse(ShellText text)
    {
        text = WithoutTransport(text);
        if (text.SplitAt('@') is { } digest)
            text = digest.Before;
        var slash = text.SplitAt('/');
        var first = slash?.Before;
        if (first is { HasUnknown: true } || slash is null && text is { Pieces: [TextPiece.Unknown, ..] })
        {
            // `$IMAGE:tag` or `$REGISTRY/x:tag`: which host it is stands in the variable.
            var (rest, unknownTag) = CutTag(slash?.After ?? text);
            return new ImageName { Registry = ShellText.Unknown((first ?? rest).ToString()), Repository = slash is null ? null : rest, Tag = unknownTag };
        }
        var host = first?.Known ?? "";
        var isHost = host.AsSpan().ContainsAny('.', ':') || host == "localhost";
        var (repository, tag) = CutTag(isHost ? slash!.Value.After : text);
        var registry = isHost ? host.ToLowerInvariant() : DockerHub;
        return new ImageName
        {
            Registry = registry is "index.docker.io" or "registry-1.docker.io" or "registry.hub.docker.com" ? DockerHub : registry,
            Repository = repository,
            Tag = tag,
        };
    }

    private static (ShellText Name, ShellText? Tag) CutTag(ShellText text)
    {
        if (text.SplitAtLast(':') is not { } cut || cut.After.Contains("/"))
            return (text, null);
        return (cut.Before, cut.After);
    }

    private static ShellText WithoutTransport(ShellText text)
    {
        foreach (var transport in (ReadOnlySpan<string>)["docker://", "oci://", "https://", "http://"])
        {
            if (text.StartsWith(transport))
                return ShellText.Join(text.Pieces.SetItem(0, new TextPiece.Known(text.KnownStart[transport.Length..])));
        }
        return text;
    }
}
