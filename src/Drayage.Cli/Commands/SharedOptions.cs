using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Drayage.Model;
using Drayage.Model.Components;

namespace Drayage.Cli.Commands;

/// <summary>Options that several commands have, each defined once.</summary>
internal static class SharedOptions
{
    public static Option<string> Directory() => new("--directory", "-C")
    {
        Description = "Directory of the repository; the current one by default.",
        DefaultValueFactory = _ => "",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON." };

    public static Option<string[]> Only() => new("--only")
    {
        Description = "Only this component and what it needs; may be repeated.",
        DefaultValueFactory = _ => [],
    };

    public static Option<string?> Tag() => new("--tag") { Description = "The tag that is being released, where the tag came first." };

    public static Option<bool> AllPhases() => new("--all-phases") { Description = "Deliver phase 2 too, instead of handing it over." };

    public static Option<string?> Key() => new("--key") { Description = "Private key that seals the release: file:PATH or env:NAME." };

    public static Option<string?> KeyPassword() => new("--key-password") { Description = "Password of the key: file:PATH or env:NAME. Default: env:DRAYAGE_KEY_PASSWORD where that is set." };

    public static Option<bool> AllowDirty() => new("--allow-dirty") { Description = "Go on although the work tree differs from the commit." };

    public static Option<int?> Jobs()
    {
        var jobs = new Option<int?>("--jobs", "-j") { Description = "How many build steps run side by side; one a core by default." };
        jobs.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number < 1)
                given.AddError($"{given.IdentifierToken?.Value ?? jobs.Name}: {number} is too small, one step at least has to run");
        });
        return jobs;
    }

    public static Option<string?> Faults(string summary) => new("--faults")
    {
        HelpName = "FILE|storm[:SEED]|flaky[:SEED]|down:NAME",
        Description = $"{summary} A fault script (drayage schema faults), or a preset.",
    };

    public static Option<string?> Journal() => new("--journal")
    {
        Description = "Connection string of the PostgreSQL database that keeps the journal: env:NAME or file:PATH. Default: DRAYAGE_JOURNAL, then drayage.yaml, then a file.",
    };

    /// <summary>The absolute path that a directory option means.</summary>
    public static string Resolve(Composition composition, string? directory) =>
        Path.GetFullPath(directory ?? "", composition.Environment.CurrentDirectory);

    public static ImmutableArray<ComponentId> ParseComponents(string[] texts) =>
    [
        .. texts.Select(text => ComponentId.TryParse(text, out var id)
            ? id
            : throw new ReleaseException(ExitCode.Usage, $"--only: '{text}' is no component id", null, "components stand in drayage.yaml under 'components'")),
    ];
}
