using System.Collections.Frozen;
using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Actions;

/// <summary>What well-known actions publish, and where they sign in.</summary>
internal static class ActionActs
{
    private static readonly FrozenDictionary<string, Func<ActionCall, IEnumerable<PublishingAct>>> Readers =
        new Dictionary<string, Func<ActionCall, IEnumerable<PublishingAct>>>(StringComparer.OrdinalIgnoreCase)
        {
            // What `registry-auth` lists is not taken apart: it may be any registry.
            ["docker/login-action"] = call => [Login(call, call.Input("registry-auth") is null ? call.InputOr("registry", ImageName.DockerHub) : ShellText.Unknown("registry-auth"), "password")],
            ["redhat-actions/podman-login"] = call => [Login(call, call.InputOr("registry", ImageName.DockerHub), "password")],
            ["azure/docker-login"] = call => [Login(call, call.InputOr("login-server", ImageName.DockerHub), "password")],
            ["aws-actions/amazon-ecr-login"] = call => [Login(call, ShellText.Unknown("the account's ECR registry"))],
            ["docker/build-push-action"] = ImageActions.BuildPush,
            ["depot/build-push-action"] = ImageActions.BuildPush,
            ["useblacksmith/build-push-action"] = ImageActions.BuildPush,
            ["docker/bake-action"] = call => call.MayBe("push", false) ? [ImageActions.Image(call, ShellText.Unknown("the targets of the bake file"))] : [],
            ["redhat-actions/push-to-registry"] = ImageActions.PushToRegistry,
            ["elgohr/Publish-Docker-Github-Action"] = ImageActions.Elgohr,
            ["mr-smithers-excellent/docker-build-push"] = ImageActions.Smithers,
            ["int128/docker-manifest-create-action"] = call => ImageActions.Lines(call, "tags", PublicationForm.Index),
            ["Noelware/docker-manifest-action"] = call => ImageActions.Lines(call, "inputs", PublicationForm.Index),
            ["akhilerm/tag-push-action"] = call => ImageActions.Lines(call, "dst", PublicationForm.Copy),
            ["actions/attest-build-provenance"] = ImageActions.Attest,
            ["actions/attest-sbom"] = ImageActions.Attest,
            ["pypa/gh-action-pypi-publish"] = PackageActions.PyPi,
            ["PyO3/maturin-action"] = PackageActions.Maturin,
            ["JS-DevTools/npm-publish"] = call => [PackageActions.Package(call, Channel.Npm, "registry", "token") with { Repetition = Repetition.Harmless }],
            ["changesets/action"] = call => call.Input("publish") is null ? [] : [PackageActions.Package(call, Channel.Npm, "registry", "NPM_TOKEN") with { Repetition = Repetition.Harmless }],
            ["katyo/publish-crates"] = call => [PackageActions.Package(call, Channel.Crates, "registry", "registry-token") with { Repetition = Repetition.Harmless }],
            ["release-plz/action"] = call => [PackageActions.Package(call, Channel.Crates, "registry", "token") with { Repetition = Repetition.Harmless }],
            ["MarcoIeni/release-plz-action"] = call => [PackageActions.Package(call, Channel.Crates, "registry", "token") with { Repetition = Repetition.Harmless }],
            ["helm/chart-releaser-action"] = call => [PackageActions.Package(call, Channel.Helm, "charts_repo_url", "CR_TOKEN")],
            ["softprops/action-gh-release"] = ReleaseActions.Softprops,
            ["ncipollo/release-action"] = ReleaseActions.Ncipollo,
            ["svenstaro/upload-release-action"] = ReleaseActions.Svenstaro,
            ["actions/create-release"] = call => [ReleaseActions.Release(call, "tag_name", PublicationForm.Create, Repetition.Fails)],
            ["actions/upload-release-asset"] = call => [ReleaseActions.Release(call, "upload_url", PublicationForm.Upload, Repetition.Fails, "asset_path")],
            ["marvinpinto/action-automatic-releases"] = call => [ReleaseActions.Release(call, "automatic_release_tag", PublicationForm.Create, Repetition.Harmless, "files")],
            ["goreleaser/goreleaser-action"] = ReleaseActions.GoReleaser,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the actions that are known to publish or to sign in.</summary>
    public static IEnumerable<string> Names => Readers.Keys;

    public static ImmutableArray<PublishingAct> Of(ActionCall call) =>
        Readers.TryGetValue(call.Name, out var read) ? [.. read(call)] : [];

    private static PublishingAct.Login Login(ActionCall call, ShellText registry, string? secret = null) => new()
    {
        Tool = call.Name,
        Registry = registry.IsEmpty ? ImageName.DockerHub : ImageName.Parse(ShellText.Concat(WithoutScheme(registry), "/x")).Registry,
        Credentials = secret is not null && call.Input(secret) is { } value
            ? [new CredentialUse { Name = secret, Value = value, IsArgument = false }]
            : [],
    };

    // `https://ghcr.io/owner` signs in to the host.
    private static ShellText WithoutScheme(ShellText registry)
    {
        var start = registry.KnownStart;
        var at = start.IndexOf("://", StringComparison.Ordinal);
        var rest = at < 0 ? registry : ShellText.Join(registry.Pieces.SetItem(0, new TextPiece.Known(start[(at + 3)..])));
        return rest.SplitAt('/')?.Before ?? rest;
    }
}
