using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Rendering.Workflows;
using Drayage.Model;
using Drayage.Workflows.Linting;
using Drayage.Workflows.Linting.Reports;
using Drayage.Workflows.Resolution;

namespace Drayage.Cli.Commands.Workflows;

/// <summary><c>drayage workflow lint</c></summary>
internal static class WorkflowLintCommand
{
    private const string Never = "never";

    private static readonly ImmutableSortedDictionary<string, Severity> Severities =
        Enum.GetValues<Severity>().ToImmutableSortedDictionary(severity => severity.ToString().ToLowerInvariant(), severity => severity);

    public static Command Create(Composition composition)
    {
        var paths = new Argument<string[]>("paths") { Description = "Workflow files, or folders that hold some; the whole repository by default.", Arity = ArgumentArity.ZeroOrMore };
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var format = Choice("--format", "text: for people; json; sarif: SARIF 2.1.0; github: annotations on a pull request.", "text", "text", "json", "sarif", "github");
        var failOn = Choice("--fail-on", "The least severity that makes the exit code 1.", "error", [.. Severities.Keys, Never]);
        var least = Choice("--min-severity", "Leave out findings that weigh less.", "note", [.. Severities.Keys]);
        var rules = RuleOption.Create();
        var command = new Command("lint", "Find what is wrong in workflows: releases that would fail, differ or be taken over.") { paths, directory, json, format, failOn, least, rules };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var root = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var chosen = await ChosenFiles.ReadAsync(root, [.. parsed.GetValue(paths)!], cancellationToken);
            var report = LintReport
                .Join(chosen.Select(files => Linter.Lint(files.Repository, files.Chosen)))
                .Only(Severities[parsed.GetValue(least)!], RuleOption.Parse(parsed.GetValue(rules)!));
            Write(composition, report, parsed.GetValue(json) ? "json" : parsed.GetValue(format)!);
            return (int)(parsed.GetValue(failOn) is not Never and { } limit && report.Reaches(Severities[limit]) ? ExitCode.Refused : ExitCode.Done);
        });
        return command;
    }

    private static void Write(Composition composition, LintReport report, string format)
    {
        switch (format)
        {
            case "json":
                LintDocument.Write(composition.Terminal, report);
                break;
            case "sarif":
                composition.Terminal.Output.WriteLine(SarifReport.Write(report, Composition.Version));
                break;
            case "github":
                GitHubAnnotations.Write(composition.Terminal.Output, report);
                break;
            default:
                LintText.Write(composition.Terminal, report);
                break;
        }
    }

    private static Option<string> Choice(string name, string description, string preset, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => preset };
        return option.AcceptOnlyFromAmong(values);
    }
}
