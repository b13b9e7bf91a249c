using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Drayage.Cli.Rendering.Changelogs;
using Drayage.Cli.Runs.Changelogs;
using Drayage.Cli.Runs.Versioning;
using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Model.Versions;
using Drayage.Pipeline.Changelogs;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage changelog</c></summary>
internal static class ChangelogCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var only = new Option<string?>("--only") { Description = "Only what concerns this component. Default: the project." };
        var release = new Option<string?>("--release") { Description = "The changes of this version: of its tag, or since the last one under its name. Default: what is not released." };
        var all = new Option<bool>("--all") { Description = "Every release, newest first." };
        var template = new Option<string?>("--template") { Description = "Jinja template of one release. Default: changelog.template, then the form of keepachangelog.com." };
        var write = new Option<bool>("--write") { Description = "Put the section into the change log's file. Without --release: that of the version that the files state." };
        var file = new Option<string?>("--file") { Description = "The file. Default: changelog.file, then CHANGELOG.md." };
        var command = new Command("changelog", "Tell what changed, from the commits since the last tag.") { directory, json, only, release, all, template, write, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var where = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var id = parsed.GetValue(only) is { } text ? SharedOptions.ParseComponents([text])[0] : null;
            var run = await ChangelogRun.OpenAsync(composition, where, id, cancellationToken);
            var version = parsed.GetValue(release) is { } named ? Parse(named) : null;
            var writes = parsed.GetValue(write) || parsed.GetValue(file) is not null;
            if (writes && version is null)
                version = await StatedAsync(composition, where, run, cancellationToken);
            if (version is not null)
                await run.RefuseElsewhereAsync(version, cancellationToken);
            async Task<ImmutableArray<T>> TellAsync<T>(Func<ReleaseChanges, T> tell) => parsed.GetValue(all)
                ? await run.Changes.AllAsync(tell, cancellationToken)
                : [tell(version is null ? run.Changes.Unreleased(version: null) : run.Changes.Of(version))];
            if (parsed.GetValue(json))
            {
                composition.Terminal.Output.WriteLine(ChangelogDocument.Write(await TellAsync(changes => changes)));
                return (int)ExitCode.Done;
            }

            var form = await run.TemplateAsync(parsed.GetValue(template) is { } path ? SharedOptions.Resolve(composition, path) : null, cancellationToken);
            var sections = await TellAsync(changes => form.Render(changes, run.Component));
            if (sections.IsEmpty)
                composition.Terminal.Error.WriteLine(NothingReleased(run, id));
            else if (!writes)
                composition.Terminal.Output.WriteLine(string.Join("\n\n", sections));
            else
                await WriteAsync(composition, run, parsed.GetValue(file), version!, string.Join("\n\n", sections), cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static string NothingReleased(ChangelogRun run, ComponentId? only) =>
        $"no tag of the history is a release of {(run.Component is { } component ? component.Id.ToString() : "the project")}; what is not released: drayage changelog{(only is null ? "" : $" --only {only}")}";

    private static ReleaseVersion Parse(string text) => ReleaseVersion.Recognise(text)
        ?? throw new ReleaseException(ExitCode.Usage, $"--release: '{text}' is no version", null, "write a version such as 1.2.0");

    private static async Task<ReleaseVersion> StatedAsync(Composition composition, string where, ChangelogRun run, CancellationToken cancellationToken)
    {
        var lines = (await VersionRun.OpenAsync(composition, where, cancellationToken)).Survey.Lines;
        var line = lines.FirstOrDefault(line => line.Members.Any(member => member.Id == run.Changes.First.Id));
        return line is { IsFromTags: false } ? line.Version : throw new ReleaseException(
            ExitCode.Usage, "there is no version to head the section with", "no file states one", "name it: --release VERSION");
    }

    private static async Task WriteAsync(
        Composition composition, ChangelogRun run, string? named, ReleaseVersion version, string section, CancellationToken cancellationToken)
    {
        var path = named is null ? Path.Combine(run.Git.Root, run.File) : SharedOptions.Resolve(composition, named);
        // Bytes and not lines: a byte order mark is part of what stays.
        var shown = Path.GetRelativePath(run.Git.Root, path).Replace('\\', '/');
        var present = File.Exists(path) ? Decoded(await File.ReadAllBytesAsync(path, cancellationToken), shown) : null;
        var text = ChangelogFile.With(present, version.Text, section);
        if (ReferenceEquals(text, present))
        {
            composition.Terminal.Output.WriteLine($"{shown} has a section of {version.Text} already");
            return;
        }

        // What a link leads to is written, and the link stays.
        var target = present is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        await AtomicFile.WriteAsync(target, new UTF8Encoding(false).GetBytes(text), cancellationToken);
        composition.Terminal.Output.WriteLine($"{shown}: put {version.Text} in");
    }

    private static string Decoded(byte[] bytes, string shown)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException malformed)
        {
            throw new ReleaseException(ExitCode.Refused, $"{shown} cannot be edited", "it is not UTF-8", "save it with the encoding UTF-8", malformed);
        }
    }
}
