using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Pruning;
using Drayage.Formats.Globs;
using Drayage.Model;
using Drayage.Pipeline.Retention;
using Drayage.Platform.Secrets;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage prune</c></summary>
internal static class PruneCommand
{
    public static Command Create(Composition composition)
    {
        var places = new Argument<string[]>("places") { Description = "REGISTRY/REPOSITORY or github:TYPE/OWNER/PACKAGE; all images of the project by default.", Arity = ArgumentArity.ZeroOrMore };
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var last = new Option<int?>("--keep-last") { Description = "Keep the newest so many." };
        var age = new Option<string?>("--older-than") { Description = "Keep what is younger: 36h, 30d, 12w." };
        var match = new Option<string[]>("--match") { Description = "Remove only tags like this one (*, ?, [a-z], {a,b}); may be repeated. All by default.", DefaultValueFactory = _ => [] };
        var keep = new Option<string[]>("--keep") { Description = "Keep tags like this one, whatever else is said; may be repeated.", DefaultValueFactory = _ => [] };
        var yes = new Option<bool>("--yes", "-y") { Description = "Remove; without it only shown." };
        var released = new Option<bool>("--released") { Description = "Remove what releases on record delivered as well. Without it everything stays that a waybill in dist/ or its history names." };
        var token = new Option<string?>("--token") { Description = "Token for GitHub Packages: env:NAME or file:PATH. Default: env:GITHUB_TOKEN." };
        var command = new Command("prune", "Remove old versions from registries, and nothing that a kept one needs.") { places, directory, json, last, age, match, keep, yes, released, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var rules = Rules(parsed.GetValue(last), parsed.GetValue(age), parsed.GetValue(match)!, parsed.GetValue(keep)!);
            var work = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var secret = Parse(parsed.GetValue(token));
            var recorded = parsed.GetValue(released) ? RecordedReleases.None : await RecordedReleases.LoadAsync(composition, work, cancellationToken);
            var targets = new PruneTargets(composition, secret, recorded);
            var stores = parsed.GetValue(places) is { Length: > 0 } named ? targets.Named(named) : await targets.OfProjectAsync(work, cancellationToken);
            var pruned = ImmutableArray.CreateBuilder<PrunedStore>();
            foreach (var store in stores)
                pruned.Add(await PrunedStore.RunAsync(store, rules, parsed.GetValue(yes), composition.Clock, cancellationToken));
            var failed = pruned.Any(store => store.Failures.Any());
            var code = !failed ? ExitCode.Done : parsed.GetValue(yes) && pruned.Any(store => store.Failure is null) ? ExitCode.Partial : ExitCode.Refused;
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(PruneDocument.Write(pruned.ToImmutable(), !parsed.GetValue(yes), code));
            else
                PruneTable.Write(composition.Terminal, pruned.ToImmutable());
            foreach (var failure in pruned.SelectMany(store => store.Failures))
                ErrorMessage.Write(composition.Terminal, new ReleaseException(code, failure.Message, failure.Because, failure.Hint));
            return (int)code;
        });
        return command;
    }

    private static RetentionRules Rules(int? last, string? age, string[] match, string[] keep)
    {
        if (last is null && age is null)
            throw new ReleaseException(ExitCode.Usage, "nothing says what is to be kept", "without a rule everything would go", "name one: --keep-last 10, --older-than 30d, or both (what either keeps stays)");
        if (last < 1)
            throw new ReleaseException(ExitCode.Usage, "--keep-last keeps nothing", $"it is {last}", "keep one at least");
        var rules = new RetentionRules { KeepLast = last, KeepFor = age is null ? null : Age(age), Keep = [.. keep.Select(Glob)] };
        return match.Length == 0 ? rules : rules with { Match = [.. match.Select(Glob)] };
    }

    private static GlobPattern Glob(string text) => GlobPattern.Parse(text, matchDotFiles: true);

    private static TimeSpan Age(string text)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 100_000)
        {
            switch (text[^1])
            {
                case 'h':
                    return TimeSpan.FromHours(count);
                case 'd':
                    return TimeSpan.FromDays(count);
                case 'w':
                    return TimeSpan.FromDays(7 * count);
            }
        }

        throw new ReleaseException(ExitCode.Usage, $"--older-than: '{text}' is no age", null, "write hours, days or weeks: 36h, 30d, 12w");
    }

    private static SecretReference Parse(string? text)
    {
        try
        {
            return text is null ? new SecretReference.Variable("GITHUB_TOKEN") : SecretReference.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new ReleaseException(ExitCode.Usage, "--token names no secret", wrong.Message, "write env:NAME or file:PATH");
        }
    }
}
