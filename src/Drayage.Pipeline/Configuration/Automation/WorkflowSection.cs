using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Model.Targets;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Pipeline.Configuration.Automation;

/// <summary>The keys under <c>workflows:</c>.</summary>
internal static partial class WorkflowSection
{
    private static readonly Setting<ImmutableArray<string>> For = Settings.Texts("for", "CI systems that drayage workflow generate makes files for: github, gitlab. Default: github.");
    private static readonly Setting<string> Branch = Settings.Text("branch", "Branch that pull requests go to, and whose commits are checked. Default: main.");
    private static readonly Setting<string> Environment = Settings.Text("environment", "Protected environment of the jobs that publish. Default: release.");
    private static readonly Setting<string> Version = Settings.Text("drayage-version", "Version of Drayage on the runners. Default: the one that generates.");

    private static readonly Setting<string> Install = Settings.Text(
        "install",
        "How Drayage comes onto a runner: release (the program of a release, checked), tool (the .NET tool, from the feeds that NuGet knows), or a script of bash after which drayage is on PATH. Default: release.");

    private static readonly Setting<string> DigestKey = Settings.Parsed("drayage-sha256", "SHA-256 of the release's archive for linux/amd64. Default: what the checksum file of the release says.", ParseDigest);
    private static readonly Setting<bool?> NeedsDotNet = Settings.Flag("install-needs-dotnet", "Whether the script under 'install' needs the .NET SDK. Default: false.");
    private static readonly Setting<ImmutableSortedDictionary<string, string>> Runners = Settings.Map("runners", "Label of the runner by platform, such as linux/arm64: my-arm-runner.");
    private static readonly Setting<string> Minutes = Settings.Parsed("timeout", "Minutes after which a job is ended. Default: 60.", ParseMinutes);
    private static readonly Setting<string> Image = Settings.Text("image", "Container image of GitLab's jobs. Default: the one of the project's language, where it is one.");

    private static readonly SettingsSection Keys = new(
        "workflows", "How CI workflows are generated.", [For, Branch, Environment, Install, Version, DigestKey, NeedsDotNet, Runners, Minutes, Image]);

    public static Setting<WorkflowSettings> Setting { get; } = Settings.Nested("workflows", "How drayage workflow generate makes CI workflows.", Keys, Read);

    private static WorkflowSettings Read(SectionReader reader)
    {
        var usual = new WorkflowSettings();
        var systems = reader.Get(For) is { IsDefault: false } named ? named : usual.For;
        foreach (var unknown in systems.Except([WorkflowSettings.GitHub, WorkflowSettings.GitLab]))
            reader.Problems.Add($"'{unknown}' is no CI system that workflows are made for", reader.LocationOf(For), "write github, gitlab or both");
        var runners = reader.Get(Runners) ?? usual.Runners;
        foreach (var unknown in runners.Keys.Where(key => !TargetPlatform.TryParse(key, out _)))
            reader.Problems.Add($"'{unknown}' is no platform", reader.LocationOf(Runners), "write OS/ARCH, such as linux/arm64");
        foreach (var label in runners.Values.Where(label => !PlainText().IsMatch(label)))
            Refuse(reader, Runners, label);
        if (reader.Get(Image) is { } image && !ImageText().IsMatch(image))
            Refuse(reader, Image, image);
        return new WorkflowSettings
        {
            For = systems,
            Branch = Plain(reader, Branch, usual.Branch),
            Environment = Plain(reader, Environment, usual.Environment),
            Drayage = ReadSource(reader),
            Runners = runners,
            TimeLimit = reader.Get(Minutes) is { } minutes ? int.Parse(minutes, CultureInfo.InvariantCulture) : usual.TimeLimit,
            Image = reader.Get(Image),
            At = reader.At,
        };
    }

    private static DrayageSource ReadSource(SectionReader reader)
    {
        var version = reader.Get(Version);
        if (version is not null && !VersionText().IsMatch(version))
            reader.Problems.Add($"'{version}' is no version", reader.LocationOf(Version), "write one such as 1.2.0");
        var digest = reader.Get(DigestKey);
        var install = reader.Get(Install) ?? "release";
        if (install != "release" && digest is not null)
            reader.Problems.Add("drayage-sha256 is of a release's archive, and install takes none", reader.LocationOf(DigestKey), "take it out");
        return install switch
        {
            "release" => new DrayageSource.Release(version, digest is null ? null : Digest.Parse($"sha256:{digest}")),
            "tool" => new DrayageSource.Tool(version),
            _ => new DrayageSource.Script(install.TrimEnd('\n'), reader.Get(NeedsDotNet) ?? false),
        };
    }

    // These stand in expressions and scripts of what is generated.
    private static string Plain(SectionReader reader, Setting<string> setting, string usual)
    {
        var text = reader.Get(setting) ?? usual;
        if (!PlainText().IsMatch(text))
            Refuse(reader, setting, text);
        return text;
    }

    private static void Refuse<TValue>(SectionReader reader, Setting<TValue> setting, string text) =>
        reader.Problems.Add($"'{text}' cannot stand in a workflow as {setting.Key}", reader.LocationOf(setting), "use letters, digits and . _ - /");

    private static string ParseDigest(string text) => Digest.TryParse($"sha256:{text}", out _)
        ? text
        : throw new FormatException("a SHA-256 has 64 hexadecimal digits");

    private static string ParseMinutes(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 360
        ? text
        : throw new FormatException($"'{text}' is no time limit; write minutes from 1 to 360");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._/-]*\z")]
    private static partial Regex PlainText();

    [GeneratedRegex(@"\A[$A-Za-z0-9][$A-Za-z0-9._/:@-]*\z")]
    private static partial Regex ImageText();

    [GeneratedRegex(@"\A[0-9A-Za-z][0-9A-Za-z.+-]*\z")]
    private static partial Regex VersionText();
}
