using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Model;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Versioning;

namespace Drayage.Cli.Commands.Versions;

/// <summary>The parts of <c>drayage version</c> that edit files.</summary>
internal static class VersionEditCommands
{
    private const string PreRelease = "prerelease";
    private const string Auto = "auto";

    private static readonly ImmutableDictionary<string, VersionStep> Steps = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        [KeyValuePair.Create("major", VersionStep.Major), KeyValuePair.Create("minor", VersionStep.Minor), KeyValuePair.Create("patch", VersionStep.Patch)]);

    public static Command Bump(Composition composition)
    {
        var step = new Argument<string>("step") { Description = "patch, minor, major, prerelease, or auto: what the commits since the last tag ask for." };
        step.AcceptOnlyFromAmong([.. Steps.Keys.Order(StringComparer.Ordinal), PreRelease, Auto]);
        var label = new Option<string?>("--label") { Description = "The kind of pre-release: alpha, beta, rc, dev … Default: the present one's, or rc." };
        var of = new Option<string>("--of") { Description = "What the first pre-release of a full release prepares: patch, minor or major.", DefaultValueFactory = _ => "patch" };
        of.AcceptOnlyFromAmong([.. Steps.Keys.Order(StringComparer.Ordinal)]);
        var options = new VersionEditOptions();
        var command = new Command("bump", "Raise a version in every file that states it. Refused while they disagree.") { step, label, of };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var edit = await options.OpenAsync(composition, parsed, cancellationToken);
            var lines = edit.Run.Chosen(edit.Only);
            var proposals = parsed.GetValue(step) == Auto ? await VersionProposals.OfAsync(edit.Run, lines, cancellationToken) : null;
            var moves = lines.Select(line =>
            {
                edit.Run.Agreed(line);
                return Move(edit, line, proposals is null
                    ? Next(Base(line), parsed.GetValue(step)!, parsed.GetValue(label), Steps[parsed.GetValue(of)!])
                    : proposals[line].Version);
            });
            return await edit.ApplyAsync([.. moves], cancellationToken);
        });
        return command;
    }

    public static Command Set(Composition composition)
    {
        var version = new Argument<string>("version") { Description = "The version, as the release is to spell it." };
        var options = new VersionEditOptions();
        var command = new Command("set", "Set a version in every file that states it, whatever they say now.") { version };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var edit = await options.OpenAsync(composition, parsed, cancellationToken);
            var moves = edit.Run.Chosen(edit.Only).Select(line => Move(edit, line, Parse(parsed.GetValue(version)!, line)));
            return await edit.ApplyAsync([.. moves], cancellationToken);
        });
        return command;
    }

    public static Command Stamp(Composition composition)
    {
        var template = new Option<string?>("--as") { Description = "Template of the version, such as \"{{ base }}-dev.{{ day }}.g{{ sha7 }}\". Default: \"{{ base }}-dev.{{ day }}\"." };
        var options = new VersionEditOptions();
        var command = new Command("stamp", "Set the version of a nightly, from the commit and above all that is released. Running it again changes nothing.") { template };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var edit = await options.OpenAsync(composition, parsed, cancellationToken);
            var spelling = parsed.GetValue(template) is { } text ? new VersionTemplate(text, new SourceLocation("--as", 0, 0)) : null;
            var moves = edit.Run.AllOr(edit.Only).Where(line => !edit.Only.IsEmpty || !line.IsFromTags || !line.Places.IsEmpty).Select(line =>
            {
                RefuseCutHistory(edit, line);
                edit.Run.Agreed(line);
                return Move(edit, line, VersionStamp.Of(line, edit.Run.Survey.Source, spelling));
            });
            return await edit.ApplyAsync([.. moves], cancellationToken);
        });
        return command;
    }

    /// <summary>What is raised: between two tags a version that only tags say is one that nobody chose.</summary>
    private static ReleaseVersion Base(VersionLine line) =>
        !line.IsFromTags ? line.Version : line.Released.IsEmpty ? ReleaseVersion.Parse("0.0.0", line.Version.Scheme) : line.Released[^1].Version;

    /// <param name="to">Null for a version that nothing asks to raise.</param>
    private static VersionMove Move(VersionEdit edit, VersionLine line, ReleaseVersion? to)
    {
        if (line.IsFromTags && line.Places.IsEmpty)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"no file states the version of {line.Name}",
                $"it comes from the tags ({line.Tags.Template})",
                to is null ? "there is nothing to release: no commit since the last tag asks for a version" : $"release it by its tag: git tag {line.Tags.Format(to)}");
        }

        edit.Run.Readable();
        return VersionMove.Plan(line, to ?? line.Version, edit.Run.Survey.Source);
    }

    private static ReleaseVersion Next(ReleaseVersion present, string step, string? label, VersionStep of)
    {
        if (step != PreRelease)
            return present.Next(Steps[step]);
        label ??= present.IsPreRelease
            ? present.Match(semantic => semantic.PreRelease[0].TrimEnd("0123456789".ToCharArray()), _ => present.Channel.Name, _ => present.Channel.Name)
            : "rc";
        try
        {
            return present.NextPreRelease(label, of);
        }
        catch (FormatException unusable)
        {
            throw new ReleaseException(ExitCode.Usage, $"version {present.Text} has no next '{label}'", unusable.Message, "name another kind of pre-release: --label rc", unusable);
        }
    }

    private static ReleaseVersion Parse(string text, VersionLine line) =>
        // A version in the line's own scheme is meant so: 1.0 of a Python project is no loose version.
        (line.Version.Scheme == VersionScheme.Python && !SemanticVersion.TryParse(text, out _) && ReleaseVersion.TryParse(text, VersionScheme.Python, out var python) ? python : null)
        ?? ReleaseVersion.Recognise(text)
        ?? throw new ReleaseException(ExitCode.Usage, $"'{text}' is no version", null, "write a version such as 1.2.0 or 1.2.0-rc.1");

    private static void RefuseCutHistory(VersionEdit edit, VersionLine line)
    {
        if (!edit.Run.Project.Git.IsShallow || !line.Released.IsEmpty)
            return;
        throw new ReleaseException(
            ExitCode.Refused,
            $"{line.Name} cannot be stamped: nobody knows what is released",
            "the clone is shallow and has no tag of it",
            "fetch the tags (git fetch --tags --unshallow; fetch-depth: 0 with actions/checkout)");
    }
}
