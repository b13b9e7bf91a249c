using System.Collections.Frozen;
using Drayage.Workflows.Definitions;

namespace Drayage.Workflows.Linting.Rules.Security;

/// <summary>What is known of old versions of well-known actions.</summary>
internal static class DeprecatedActions
{
    private const string Node12 = "it asks for Node 12, which the runners have no more; they run it with a later one, untested";
    private const string Node16 = "it asks for Node 16, which the runners have no more; they run it with a later one, untested";

    // The last major version that is out of care, and the first that GitHub still serves where older ones fail.
    private static readonly FrozenDictionary<string, Entry[]> Known = new Dictionary<string, Entry[]>(StringComparer.OrdinalIgnoreCase)
    {
        ["actions/upload-artifact"] = [new(3, true, "GitHub switched off artifacts of versions 1 to 3 on 2025-01-30", "actions/upload-artifact@v4; names must then be unique in a run")],
        ["actions/download-artifact"] = [new(3, true, "GitHub switched off artifacts of versions 1 to 3 on 2025-01-30", "actions/download-artifact@v4")],
        ["actions/cache"] = [new(2, true, "GitHub switched off the cache service of versions 1 and 2 on 2025-03-01", "actions/cache@v4")],
        ["actions/checkout"] = [new(2, false, Node12, "actions/checkout@v4 or later"), new(3, false, Node16, "actions/checkout@v4 or later")],
        ["actions/setup-python"] = [new(3, false, Node12, "actions/setup-python@v5 or later"), new(4, false, Node16, "actions/setup-python@v5 or later")],
        ["actions/setup-node"] = [new(2, false, Node12, "actions/setup-node@v4 or later"), new(3, false, Node16, "actions/setup-node@v4 or later")],
        ["actions/setup-go"] = [new(2, false, Node12, "actions/setup-go@v5 or later"), new(4, false, Node16, "actions/setup-go@v5 or later")],
        ["actions/setup-java"] = [new(2, false, Node12, "actions/setup-java@v4 or later"), new(3, false, Node16, "actions/setup-java@v4 or later")],
        ["actions/setup-dotnet"] = [new(2, false, Node12, "actions/setup-dotnet@v4 or later"), new(3, false, Node16, "actions/setup-dotnet@v4 or later")],
        ["actions/github-script"] = [new(5, false, Node12, "actions/github-script@v7 or later"), new(6, false, Node16, "actions/github-script@v7 or later")],
        ["actions/create-release"] = [new(int.MaxValue, false, "the action is archived since 2021", "gh release create, or softprops/action-gh-release")],
        ["actions/upload-release-asset"] = [new(int.MaxValue, false, "the action is archived since 2021", "gh release upload, or softprops/action-gh-release")],
        ["actions-rs/toolchain"] = [new(int.MaxValue, false, "the action is archived since 2023", "dtolnay/rust-toolchain, or rustup, which the runners have")],
        ["actions-rs/cargo"] = [new(int.MaxValue, false, "the action is archived since 2023", "run: cargo …")],
        ["actions-rs/clippy-check"] = [new(int.MaxValue, false, "the action is archived since 2023", "run: cargo clippy")],
        ["docker/login-action"] = [new(1, false, Node12, "docker/login-action@v3"), new(2, false, Node16, "docker/login-action@v3")],
        ["docker/build-push-action"] = [new(1, false, "version 1 is another action, which has not been cared for since 2020", "docker/build-push-action@v6"), new(2, false, Node12, "docker/build-push-action@v6"), new(4, false, Node16, "docker/build-push-action@v6")],
        ["docker/setup-buildx-action"] = [new(1, false, Node12, "docker/setup-buildx-action@v3"), new(2, false, Node16, "docker/setup-buildx-action@v3")],
        ["docker/setup-qemu-action"] = [new(1, false, Node12, "docker/setup-qemu-action@v3"), new(2, false, Node16, "docker/setup-qemu-action@v3")],
        ["docker/metadata-action"] = [new(3, false, Node12, "docker/metadata-action@v5"), new(4, false, Node16, "docker/metadata-action@v5")],
        ["softprops/action-gh-release"] = [new(1, false, Node16, "softprops/action-gh-release@v2")],
        ["google-github-actions/auth"] = [new(0, false, Node12, "google-github-actions/auth@v2"), new(1, false, Node16, "google-github-actions/auth@v2")],
        ["aws-actions/configure-aws-credentials"] = [new(1, false, Node12, "aws-actions/configure-aws-credentials@v4"), new(3, false, Node16, "aws-actions/configure-aws-credentials@v4")],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null where nothing is known against the version, or where a commit is named.</returns>
    public static Entry? Find(ActionReference.Remote remote)
    {
        if (remote.Is("pypa/gh-action-pypi-publish") && remote.Ref == "master")
            return new Entry(0, false, "the branch 'master' is no longer moved", "pypa/gh-action-pypi-publish@release/v1");
        if (!Known.TryGetValue(remote.FullName, out var entries))
            return null;
        // Of an archived action every version is old, whatever it is named by.
        return remote.Major is { } major
            ? Array.Find(entries, entry => major <= entry.LastMajor)
            : Array.Find(entries, entry => entry.LastMajor == int.MaxValue);
    }

    /// <param name="LastMajor">The highest major version that this is true of.</param>
    /// <param name="IsWithdrawn">Runs fail.</param>
    internal sealed record Entry(int LastMajor, bool IsWithdrawn, string Reason, string Instead);
}
