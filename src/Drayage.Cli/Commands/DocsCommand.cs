using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Model;
using Drayage.Pipeline.Installing;
using Drayage.Platform.Storage;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage docs</c></summary>
internal static class DocsCommand
{
    private const string StandardOutput = "-";
    private const string DefaultReadme = "README.md";

    public static Command Create(Composition composition) => new("docs", "Keep what a repository tells its users in step with what it releases.") { CreateInstall(composition) };

    private static Command CreateInstall(Composition composition)
    {
        var file = new Argument<string>("readme") { Description = "The Markdown file whose section is written.", DefaultValueFactory = _ => DefaultReadme };
        var directory = SharedOptions.Directory();
        var only = SharedOptions.Only();
        var check = new Option<bool>("--check") { Description = "Write nothing; fail where the section is not what it should be: for CI." };
        var output = new Option<string?>("--output", "-o") { Description = "Write the text alone into this file, or to standard output with '-', and leave the README alone." };
        var waybill = new Option<string?>("--waybill") { Description = "Tell of this sealed release, instead of the one that the repository would make." };
        var key = new Option<string?>("--key") { Description = "Public key of the project, in PEM, for --waybill." };
        var command = new Command("install", "Write how everything is installed, for all channels, between two marks in a README.") { file, directory, only, check, output, waybill, key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var root = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var text = parsed.GetValue(waybill) is { } named
                ? await ReleasedAsync(composition, root, Path.GetFullPath(named, composition.Environment.CurrentDirectory), parsed.GetValue(key), cancellationToken)
                : await PlannedAsync(composition, root, PlanChoices.All with { Only = SharedOptions.ParseComponents(parsed.GetValue(only)!) }, cancellationToken);
            if (text.Length == 0)
                throw new ReleaseException(ExitCode.Refused, "there is nothing to install", "no destination of the release is one that people install from", "name destinations in the components' 'to'");
            if (parsed.GetValue(output) == StandardOutput)
            {
                composition.Terminal.Output.Write(text);
                return (int)ExitCode.Done;
            }

            var target = Target.Of(root, parsed.GetValue(file)!, parsed.GetValue(output));
            return (int)await WriteAsync(composition.Terminal, text, target, parsed.GetValue(check), cancellationToken);
        });
        return command;
    }

    private static async Task<ExitCode> WriteAsync(Terminal terminal, string text, Target target, bool isCheck, CancellationToken cancellationToken)
    {
        var path = target.Path;
        if (Directory.Exists(path))
            throw new ReleaseException(ExitCode.Usage, $"{path} cannot be written", "it is a directory", "name a file: drayage docs install README.md");
        var present = File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : [];
        var section = target.IsReadme ? MarkedSection.Find(present, path) : null;
        var wanted = section?.With(text) ?? System.Text.Encoding.UTF8.GetBytes(text);
        if (present.AsSpan().SequenceEqual(wanted))
        {
            terminal.Error.WriteLine($"{path} says it already");
            return ExitCode.Done;
        }

        if (isCheck)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{path} does not say how the release is installed",
                $"{path}:{Math.Max(1, section?.Line ?? 1)}:1: {(section is { Line: 0 } ? "there is no install section" : "the text is of another release, or of other destinations")}",
                $"write it: drayage docs install{target.Arguments}");
        }

        await AtomicFile.WriteAsync(path, wanted, AtomicFileOptions.Default with { Mode = target.Mode }, cancellationToken);
        terminal.Error.WriteLine($"{path} is written");
        return ExitCode.Done;
    }

    /// <summary>What the repository would release now, whatever tags there are.</summary>
    private static async Task<string> PlannedAsync(Composition composition, string directory, PlanChoices choices, CancellationToken cancellationToken)
    {
        var loader = new ProjectLoader(composition);
        var project = await loader.OpenAsync(directory, cancellationToken);
        var plan = await loader.PlanAsync(project, choices, cancellationToken);
        return InstallText.Of(InstallableConsignment.Of(plan.Consignments, plan.Components, plan.Artifacts, project.Settings.PublicKey), composition.Destinations);
    }

    private static async Task<string> ReleasedAsync(Composition composition, string directory, string waybill, string? key, CancellationToken cancellationToken)
    {
        if (!File.Exists(waybill))
            throw new ReleaseException(ExitCode.Usage, $"there is no waybill {waybill}", null, "name the file with --waybill");
        if (key is null)
            throw new ReleaseException(ExitCode.Usage, "no public key", "a waybill is worth what its signature is worth", "name the project's public key: --key FILE");
        var (_, settings) = await ResumeCommand.OpenAsync(composition, directory, cancellationToken);
        var release = SealedWaybill.Parse(await File.ReadAllBytesAsync(waybill, cancellationToken), waybill);
        release.RequireSignature(waybill, await VerificationKey.LoadAsync(Path.GetFullPath(key, composition.Environment.CurrentDirectory), cancellationToken));
        return InstallText.Of(InstallableConsignment.Of(release.Waybill, settings.PublicKey), composition.Destinations);
    }

    /// <summary>The file that is written.</summary>
    /// <param name="Arguments">Of the command that writes it, with a blank before each.</param>
    private sealed record Target(string Path, bool IsReadme, string Arguments)
    {
        public UnixFileMode? Mode => File.Exists(Path) && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(Path) : null;

        public static Target Of(string root, string readme, string? output)
        {
            if (output is not null)
                return new(System.IO.Path.GetFullPath(output, root), IsReadme: false, $" --output {output}");
            var path = System.IO.Path.GetFullPath(readme, root);
            // A file that takes the place of a link would leave what the link means behind.
            return new(File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path, IsReadme: true, readme == DefaultReadme ? "" : $" {readme}");
        }
    }
}
