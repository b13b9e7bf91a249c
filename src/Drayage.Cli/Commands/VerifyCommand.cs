using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs;
using Drayage.Model;
using Drayage.Pipeline.Layout;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage verify</c></summary>
internal static class VerifyCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var waybill = new Argument<string?>("waybill") { Description = "The waybill; dist/waybill.dsse.json by default.", Arity = ArgumentArity.ZeroOrOne };
        var key = new Option<string?>("--key") { Description = "Public key of the project, in PEM; the one beside dist/'s waybill by default." };
        var offline = new Option<bool>("--offline") { Description = "Check signature and local files only." };
        var command = new Command("verify", "Check the waybill's signature and what every destination serves.") { waybill, key, offline, directory, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(waybill);
            var layout = named is null ? await LayoutAsync(composition, parsed.GetValue(directory), cancellationToken) : null;
            var path = named is null ? layout!.Waybill : Path.GetFullPath(named, composition.Environment.CurrentDirectory);
            var sealedWaybill = await LoadAsync(path, cancellationToken);
            var publicKey = await VerificationKey.LoadAsync(KeyPath(composition, parsed.GetValue(key), layout), cancellationToken);
            sealedWaybill.RequireSignature(path, publicKey);
            var run = new VerificationRun(composition, sealedWaybill, publicKey, RehearsalSites.Served(composition.Environment));
            var findings = await run.LocalAsync(layout, cancellationToken);
            if (!parsed.GetValue(offline))
                findings = findings.AddRange(await run.DestinationsAsync(cancellationToken));
            VerificationReport.Write(composition.Terminal, sealedWaybill, publicKey, findings, parsed.GetValue(json));
            return (int)(findings.All(f => f.Holds) ? ExitCode.Done : ExitCode.Refused);
        });
        return command;
    }

    private static async Task<WorkLayout> LayoutAsync(Composition composition, string? directory, CancellationToken cancellationToken) =>
        new((await new ProjectLoader(composition).OpenGitAsync(SharedOptions.Resolve(composition, directory), cancellationToken)).Root);

    private static async Task<SealedWaybill> LoadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new ReleaseException(ExitCode.Usage, $"there is no waybill {path}", null, "name one: drayage verify FILE --key PUBLIC-KEY");
        return SealedWaybill.Parse(await File.ReadAllBytesAsync(path, cancellationToken), path);
    }

    private static string KeyPath(Composition composition, string? named, WorkLayout? layout) =>
        named is not null ? Path.GetFullPath(named, composition.Environment.CurrentDirectory)
        : layout is not null ? layout.PublicKey
        : throw new ReleaseException(ExitCode.Usage, "no public key", "a waybill is worth what its signature is worth", "name the project's public key: --key FILE");
}
