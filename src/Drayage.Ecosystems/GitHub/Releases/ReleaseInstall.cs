using System.Collections.Immutable;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Ecosystems.GitHub.Rolling;
using Drayage.Model.Artifacts;
using Drayage.Model.Detection;
using Drayage.Model.Planning;
using Drayage.Pipeline.Installing;
using Drayage.Pipeline.Sealing;

namespace Drayage.Ecosystems.GitHub.Releases;

/// <summary>How people download programs from a release and check what they got.</summary>
internal static class ReleaseInstall
{
    private const string NotesOption = "notes";

    public static ImmutableArray<InstallStep> Of(InstallableConsignment consignment)
    {
        if (ConsignmentForm.Of(consignment.Options) == ConsignmentForm.Tag)
            return [];
        var options = ReleaseOptions.Of(consignment.Options);
        var site = new RepositorySite(options.Api, consignment.Address);
        Uri LocationOf(string artifact) => site.Download(options.Tag, NameOf(artifact, consignment, options));
        InstallFile[] programs =
        [
            .. consignment.Artifacts
                .Where(artifact => artifact.Kind is ArtifactKind.Archive or ArtifactKind.Binary && !artifact.Name.Contains('*', StringComparison.Ordinal))
                .Select(artifact => new InstallFile(artifact.Name, artifact.Platform?.ToString() ?? "", LocationOf(artifact.Name))),
        ];
        return
        [
            .. programs.Length > 0 ? [new InstallStep { Heading = "Programs from GitHub", Files = [.. programs] }] : Array.Empty<InstallStep>(),
            .. PythonPackages(consignment, options),
            InstallStep.Of("Check of downloads from GitHub: digests, then the signature over the whole release", [
                .. consignment.Artifacts.Where(artifact => artifact.Kind == ArtifactKind.Checksums).SelectMany(sums => Digests(sums.Name)),
                .. Signature(consignment, options, site),
            ]),
        ];

        IEnumerable<string> Digests(string sums) =>
        [
            $"curl -fLO {LocationOf(sums).AbsoluteUri}",
            $"sha256sum --check --ignore-missing {NameOf(sums, consignment, options)}",
        ];
    }

    /// <summary>The notes, with the text after what they say already.</summary>
    public static PlannedConsignment InNotes(PlannedConsignment consignment, string install)
    {
        if (ConsignmentForm.Of(consignment.Options) == ConsignmentForm.Tag)
            return consignment;
        var notes = consignment.Options[NotesOption];
        return consignment with { Options = consignment.Options.SetItem(NotesOption, $"{notes}{(notes.Length > 0 ? "\n\n" : "")}## Install\n\n{install.TrimEnd()}") };
    }

    /// <summary>What an index over releases lists; a release that rolls is none of its versions.</summary>
    private static IEnumerable<InstallStep> PythonPackages(InstallableConsignment consignment, ReleaseOptions options) =>
        options.PythonIndex is { } index && ConsignmentForm.Of(consignment.Options) != ConsignmentForm.Rolling
            ? consignment.Components.Where(component => component.Ecosystem == EcosystemName.Python)
                .Select(package => InstallStep.Of("Python package from GitHub", $"pip install --index-url {new Uri(index, "simple/").AbsoluteUri} {package.Package}=={package.NativeVersion}"))
            : [];

    private static IEnumerable<string> Signature(InstallableConsignment consignment, ReleaseOptions options, RepositorySite site)
    {
        var waybill = NameOf(WaybillComposer.WaybillName, consignment, options);
        yield return $"curl -fLO {site.Download(options.Tag, waybill).AbsoluteUri}";
        if (consignment.PublicKey is { } key)
            yield return $"curl -fLO {site.Raw(options.Tag, key).AbsoluteUri}";
        yield return $"drayage verify {waybill} --key {(consignment.PublicKey is { } named ? named[(named.LastIndexOf('/') + 1)..] : "PUBLIC-KEY")}";
    }

    private static string NameOf(string artifact, InstallableConsignment consignment, ReleaseOptions options) =>
        ConsignmentForm.Of(consignment.Options) == ConsignmentForm.Rolling ? RollingAssets.NameOf(artifact, options.Commit) : artifact;
}
