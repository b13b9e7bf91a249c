using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Images;
using Drayage.Model;
using Drayage.Oci.Distribution;
using Drayage.Oci.Documents;

namespace Drayage.Cli.Commands.Images;

/// <summary>What the commands on images have in common.</summary>
internal static class ImageOptions
{
    public const string Forms = "host/repository:tag, host/repository@sha256:…, oci:DIR:NAME or docker-archive:FILE:NAME";

    public static Option<string[]> Platform(string description = "Only this platform, such as linux/arm64; may be repeated.") => new("--platform")
    {
        Description = description,
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> AuthFile() => new("--authfile") { Description = "File of registry credentials; by default those of docker login and podman login." };

    public static Option<bool> PlainHttp() => new("--plain-http") { Description = "Speak http to registries on other machines, too; on this one it is the default." };

    public static ImmutableArray<ImagePlatform> ParsePlatforms(string[] texts) =>
    [
        .. texts.SelectMany(text => text.Split(',')).Select(text => ImagePlatform.TryParse(text, out var platform)
            ? platform
            : throw new ReleaseException(ExitCode.Usage, $"--platform: '{text}' is not a platform", null, "write os/architecture or os/architecture/variant, such as linux/arm64")),
    ];

    /// <summary>None or one: what is said about several platforms has no single place.</summary>
    public static ImmutableArray<ImagePlatform> ParseOnePlatform(string[] texts)
    {
        var platforms = ParsePlatforms(texts);
        return platforms.Length < 2
            ? platforms
            : throw new ReleaseException(ExitCode.Usage, "--platform is given more than once", string.Join(", ", platforms), "run the command for each platform, or without --platform for the whole");
    }

    public static Option<bool> Referrers(string description) => new("--referrers") { Description = description };

    public static ImageFinder Finder(Composition composition, RegistryAccess registries) => new(registries, composition.Environment.CurrentDirectory);

    /// <summary>Puts what a registry refuses while images are read or written into the words of the command.</summary>
    public static async Task<T> ExplainAsync<T>(string subject, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RegistryException refused)
        {
            throw refused.ToReleaseException(subject);
        }
    }
}
