using System.Buffers;
using Drayage.Model.Explaining;

namespace Drayage.Workflows.Explaining.Logs;

/// <summary>Tells by its words which program wrote a line, or is run by it.</summary>
internal static class ClientWords
{
    private static readonly (string Words, Client Client)[] OwnWords =
    [
        ("npm ERR!", Client.Npm), ("npm error", Client.Npm), ("npm warn", Client.Npm), ("npm notice", Client.Npm),
        ("HTTPError: ", Client.Twine | Client.Pip), ("Uploading distributions to", Client.Twine), ("InvalidDistribution", Client.Twine), ("twine", Client.Twine),
        ("Failed to publish `", Client.Uv), ("Upload of ", Client.Uv), ("error: Failed to publish", Client.Uv),
        ("pypi", Client.Python),
        ("crates.io", Client.Cargo), ("failed to publish to registry", Client.Cargo), ("the remote server responded with an error", Client.Cargo), ("failed to publish ", Client.Cargo),
        ("cargo publish", Client.Cargo), ("cargo login", Client.Cargo),
        ("Error response from daemon", Client.Docker), ("The push refers to repository", Client.Docker), ("docker:", Client.Docker),
        ("failed to solve", Client.Buildx), ("ERROR: failed to push", Client.Buildx), ("buildx", Client.Buildx), ("buildkit", Client.Buildx),
        ("level=fatal", Client.Skopeo), ("Error: writing blob", Client.Podman), ("Error: trying to reuse blob", Client.Podman), ("writing manifest to image destination", Client.Podman | Client.Skopeo),
        ("initializing source docker://", Client.Podman | Client.Skopeo), ("copying image to the remote destination", Client.Podman | Client.Skopeo), ("pinging container registry", Client.Podman | Client.Skopeo),
        ("Response status code does not indicate success", Client.DotNet), (".nupkg", Client.DotNet), ("error NU", Client.DotNet),
        ("(https://api.github.com", Client.Gh), ("(https://uploads.github.com", Client.Gh),
        ("remote: ", Client.Git), ("fatal: unable to access", Client.Git), ("! [remote rejected]", Client.Git), ("! [rejected]", Client.Git),
    ];

    private static readonly (string Words, Client Client)[] Commands =
    [
        ("twine upload", Client.Twine), ("uv publish", Client.Uv), ("pip install", Client.Pip), ("pip download", Client.Pip), ("pypa/gh-action-pypi-publish", Client.Twine),
        ("docker push", Client.Docker), ("docker pull", Client.Docker), ("docker login", Client.Docker), ("docker build ", Client.Docker), ("docker manifest", Client.Docker), ("docker run", Client.Docker),
        ("docker buildx", Client.Buildx), ("docker/build-push-action", Client.Buildx), ("docker/login-action", Client.Docker), ("imagetools create", Client.Buildx),
        ("podman ", Client.Podman), ("buildah ", Client.Podman), ("skopeo ", Client.Skopeo), ("crane ", Client.Skopeo), ("oras ", Client.Skopeo),
        ("helm push", Client.Helm), ("helm cm-push", Client.Helm), ("helm registry", Client.Helm), ("helm pull", Client.Helm), ("helm package", Client.Helm),
        ("cargo publish", Client.Cargo), ("cargo package", Client.Cargo), ("cargo yank", Client.Cargo), ("cargo login", Client.Cargo),
        ("npm publish", Client.Npm), ("npm ci", Client.Npm), ("npm install", Client.Npm), ("npm dist-tag", Client.Npm), ("npm whoami", Client.Npm), ("yarn publish", Client.Npm), ("yarn npm publish", Client.Npm),
        ("nuget push", Client.DotNet), ("dotnet restore", Client.DotNet), ("dotnet pack", Client.DotNet),
        ("gh release", Client.Gh), ("gh api", Client.Gh), ("gh workflow", Client.Gh), ("softprops/action-gh-release", Client.Actions), ("actions/create-release", Client.Actions), ("actions/github-script", Client.Actions),
        ("git push", Client.Git), ("git clone", Client.Git), ("git fetch", Client.Git), ("git tag", Client.Git), ("actions/checkout", Client.Git),
    ];

    private static readonly SearchValues<string> AnyOwnWords = SearchValues.Create([.. OwnWords.Select(pair => pair.Words)], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> AnyCommand = SearchValues.Create([.. Commands.Select(pair => pair.Words)], StringComparison.Ordinal);

    /// <summary>Who wrote the line, as far as its own words tell.</summary>
    public static Client Writer(ReadOnlySpan<char> line) => line.ContainsAny(AnyOwnWords) ? All(line, OwnWords, StringComparison.OrdinalIgnoreCase) : Client.Unknown;

    /// <summary>What the line runs, if it is a command or a part of a script.</summary>
    public static Client Run(ReadOnlySpan<char> line) => line.ContainsAny(AnyCommand) ? All(line, Commands, StringComparison.Ordinal) : Client.Unknown;

    private static Client All(ReadOnlySpan<char> line, (string Words, Client Client)[] table, StringComparison comparison)
    {
        var clients = Client.Unknown;
        foreach (var (words, client) in table)
        {
            if (line.Contains(words, comparison))
                clients |= client;
        }

        return clients;
    }
}
