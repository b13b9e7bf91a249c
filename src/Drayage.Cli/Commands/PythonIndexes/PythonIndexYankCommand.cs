using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Drayage.Cli.Commands.Images;
using Drayage.Cli.Images;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model;
using Drayage.Oci.Attaching;
using Drayage.Oci.Copying;
using Drayage.Oci.Distribution;
using Drayage.Oci.References;

namespace Drayage.Cli.Commands.PythonIndexes;

/// <summary><c>drayage python-index yank</c></summary>
internal static class PythonIndexYankCommand
{
    public static Command Create(Composition composition)
    {
        var version = new Argument<string>("version") { Description = "oci://REGISTRY/NAMESPACE/NAME:TAG" };
        var reason = new Option<string>("--reason") { Description = "What pip tells those who ask for the version all the same.", DefaultValueFactory = _ => "" };
        var undo = new Option<bool>("--undo") { Description = "Take the yank back, where the registry lets manifests be deleted." };
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("yank", "Have indexes pass a version over unless it is asked for by itself (PEP 592); what is released stays as it is.") { version, reason, undo, authFile, plainHttp };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var reference = ReferenceOf(parsed.GetValue(version)!);
            var repository = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp)).Open(reference);
            var told = await ImageOptions.ExplainAsync($"{reference} was not {(parsed.GetValue(undo) ? "restored" : "yanked")}", () => parsed.GetValue(undo)
                ? UndoAsync(repository, reference, cancellationToken)
                : YankAsync(repository, reference, parsed.GetValue(reason)!, cancellationToken));
            composition.Terminal.Output.WriteLine(told);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<string> YankAsync(RepositoryClient repository, ImageReference reference, string reason, CancellationToken cancellationToken)
    {
        var subject = await repository.ResolveAsync(reference.Tag!.Value, cancellationToken) ?? throw Missing(reference);
        var yank = new ReferrerSource(new Referrer
        {
            Subject = subject,
            ArtifactType = PythonArtifact.YankType,
            Contents = [ReferrerContent.Of(Encoding.UTF8.GetBytes(reason + "\n"), "text/plain", "reason.txt")],
            Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(PythonArtifact.YankedAnnotation, reason),
        });
        await yank.AttachAsync(new RepositoryTarget(repository), new CopyOptions(), cancellationToken);
        return $"{reference} is yanked by {yank.Manifest.Digest}";
    }

    private static async Task<string> UndoAsync(RepositoryClient repository, ImageReference reference, CancellationToken cancellationToken)
    {
        var subject = await repository.ResolveAsync(reference.Tag!.Value, cancellationToken) ?? throw Missing(reference);
        var yanks = await repository.ListReferrersAsync(subject.Digest, PythonArtifact.YankType, cancellationToken);
        foreach (var yank in yanks)
            await repository.DeleteManifestAsync(yank.Digest, cancellationToken);
        return yanks.IsEmpty ? $"{reference} was not yanked" : $"{reference} is not yanked any more";
    }

    private static ImageReference ReferenceOf(string text)
    {
        const string scheme = "oci://";
        var rest = text.StartsWith(scheme, StringComparison.Ordinal) ? text[scheme.Length..] : text;
        return ImageReference.TryParse(rest, out var reference, out var problem) && reference is { Tag: not null, Digest: null }
            ? reference
            : throw new ReleaseException(ExitCode.Usage, $"'{text}' names no version", problem, "write oci://REGISTRY/NAMESPACE/NAME:TAG, such as oci://ghcr.io/owner/python/tide-client:1.4.0");
    }

    private static ReleaseException Missing(ImageReference reference) => new(
        ExitCode.Refused, $"{reference.Name} has no version {reference.Tag}", "the registry has no such tag", $"list what is there: drayage image list {reference.Name}");
}
