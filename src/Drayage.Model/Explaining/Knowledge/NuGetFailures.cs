using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What dotnet and NuGet feeds say.</summary>
public static class NuGetFailures
{
    public static KnownFailure VersionExists { get; } = new()
    {
        Id = "nuget-version-exists",
        Title = "the feed already has this version of the package",
        What = "The push was refused with 409 Conflict.",
        Why = "Versions are for ever. An earlier run pushed it, or the package was built with a version that did not change.",
        Remedies = ["To go on with a push that stopped in the middle: `dotnet nuget push --skip-duplicate`, or `drayage resume`, which compares the content.", "Otherwise raise the version."],
        Signs =
        [
            "A package with ID * already exists and cannot be modified",
            new() { Says = ["already exists"], Status = [409], By = Client.DotNet, Unless = ["Conflict http", "warn :"] },
            new() { Status = [409], By = Client.DotNet, Unless = ["Conflict http", "warn :"] },
        ],
    };

    public static KnownFailure KeyInvalid { get; } = new()
    {
        Id = "nuget-key-invalid",
        Title = "the key is wrong, has expired, or may not push this package",
        What = "The feed answered 403.",
        Why = "Keys live for a year at most, have a pattern of package ids that they cover, and a scope (new packages, or versions of existing ones). The id may also belong to somebody else.",
        Remedies = ["Make a key with the scope Push whose pattern covers the id, or use trusted publishing.", "Check the secret's spelling: an empty key is answered in the same way."],
        Signs =
        [
            "The specified API key is invalid, has expired, or does not have permission",
            new() { Status = [403], By = Client.DotNet },
        ],
    };

    public static KnownFailure Unauthorized { get; } = new()
    {
        Id = "nuget-unauthorized",
        Title = "the feed wants a credential",
        What = "The feed answered 401.",
        Why = "No key was given, or the feed wants user name and password from NuGet's configuration and not a key: GitHub Packages and Azure Artifacts do.",
        Remedies =
        [
            "Give the key: `dotnet nuget push … --api-key \"$KEY\"`.",
            "GitHub: `dotnet nuget add source --username OWNER --password TOKEN --store-password-in-clear-text …`, with `permissions: packages: write`.",
        ],
        Signs = ["No API Key was provided and no API Key could be found", "An API key must be provided in the 'X-NuGet-ApiKey' header", "error NU1301* 401", new() { Status = [401], By = Client.DotNet }],
    };

    public static KnownFailure IdReserved { get; } = new()
    {
        Id = "nuget-id-reserved",
        Title = "the package id is reserved",
        What = "The feed keeps the id, or its prefix, for somebody else.",
        Why = "Owners can reserve prefixes.",
        Remedies = ["Choose another PackageId, or ask the owner of the prefix to add you."],
        Signs = ["The package ID is reserved", "id * has been reserved", new() { Says = ["reserved"], Status = [403, 409], By = Client.DotNet }],
    };

    public static KnownFailure SourceWrong { get; } = new()
    {
        Id = "nuget-source-wrong",
        Title = "the source is no feed",
        What = "dotnet could not read the service index, or knows no source of that name.",
        Why = "The address of a V3 feed ends in `index.json`; names of sources come from NuGet.config.",
        Remedies = ["Give the full address of the service index to `--source`.", "List what is known: `dotnet nuget list source`."],
        Signs =
        [
            "Unable to load the service index for source",
            "The specified source * is invalid",
            "Source parameter was not specified",
            "does not appear to be a valid NuGet",
            "Failed to retrieve information about * from remote source",
            new() { Status = [404, 405, 410], By = Client.DotNet },
        ],
    };

    public static KnownFailure HttpSource { get; } = new()
    {
        Id = "nuget-http-source",
        Title = "the feed's address is not https",
        What = "dotnet refuses plain http.",
        Why = "Packages and keys could be read and changed on the way.",
        Remedies = ["Use https, or for a feed on this machine `allowInsecureConnections=\"true\"` on the source in NuGet.config."],
        Signs = ["error NU1302", "with 'HTTP' source", "with an 'HTTP' source"],
    };

    public static KnownFailure PackageInvalid { get; } = new()
    {
        Id = "nuget-package-invalid",
        Title = "the feed does not accept the package",
        What = "The feed answered 400.",
        Why = "The manifest breaks a rule: a missing description or licence file, a version with build metadata twice, or too long a field.",
        Remedies = ["Correct the package's properties in its project and pack again."],
        Signs = ["The package manifest contains", "The NuGet package is invalid", new() { Status = [400], By = Client.DotNet }],
    };

    public static KnownFailure FileMissing { get; } = new()
    {
        Id = "nuget-file-missing",
        Title = "there is no package to push",
        What = "The path or pattern matches no .nupkg file.",
        Why = "The packages were written elsewhere (`bin/Release`, or `artifacts/package/release`), or in another job; the shell does not expand `**` by itself.",
        Remedies = ["Pack into a named directory: `dotnet pack -o out`, then push `out/*.nupkg`."],
        Signs = ["File does not exist (", "Could not find file * .nupkg"],
    };

    public static KnownFailure TooLarge { get; } = new()
    {
        Id = "nuget-too-large",
        Title = "the package is too large",
        What = "The feed answered 413.",
        Why = "Feeds limit packages to about 250 MB.",
        Remedies = ["Split it, leave native files of other platforms out, or ask the feed's keepers."],
        Signs = [new() { Status = [413], By = Client.DotNet }],
    };

    public static KnownFailure LockStale { get; } = new()
    {
        Id = "nuget-lock-stale",
        Title = "packages.lock.json does not fit the projects",
        What = "A restore in locked mode was refused.",
        Why = "A reference was changed without the lock files being renewed.",
        Remedies = ["Run `dotnet restore --force-evaluate` and commit the lock files."],
        Signs = ["error NU1004"],
    };

    public static KnownFailure Limited { get; } = new()
    {
        Id = "nuget-rate-limited",
        Title = "the feed limits requests",
        What = "The feed answered 429.",
        Why = "Too many pushes in a short time.",
        Remedies = ["Wait, then push the rest."],
        Signs = [new() { Status = [429], By = Client.DotNet }],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
        [VersionExists, KeyInvalid, Unauthorized, IdReserved, SourceWrong, HttpSource, PackageInvalid, FileMissing, TooLarge, LockStale, Limited];
}
