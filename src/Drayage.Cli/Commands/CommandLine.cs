using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using Drayage.Cli.Commands.Images;
using Drayage.Cli.Commands.PythonIndexes;
using Drayage.Cli.Commands.Versions;
using Drayage.Cli.Commands.Workflows;
using Drayage.Model;

namespace Drayage.Cli.Commands;

/// <summary>The command line: one file a command, put together here.</summary>
internal static class CommandLine
{
    public static async Task<ExitCode> RunAsync(string[] args, Composition composition, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Takes what a repository makes and delivers it, once and verifiably, to every registry.")
        {
            InitCommand.Create(composition),
            CheckCommand.Create(composition),
            ExplainCommand.Create(composition),
            DetectCommand.Create(composition),
            VersionCommand.Create(composition),
            ChangelogCommand.Create(composition),
            PlanCommand.Create(composition),
            BuildCommand.Create(composition),
            AffectedCommand.Create(composition),
            PreflightCommand.Create(composition),
            ReleaseCommand.Create(composition),
            PublishCommand.Create(composition),
            PublishCommand.CreateImages(composition),
            ResumeCommand.Create(composition),
            StatusCommand.Create(composition),
            VerifyCommand.Create(composition),
            DocsCommand.Create(composition),
            WithdrawCommand.Create(composition),
            PruneCommand.Create(composition),
            StatsCommand.Create(composition),
            RehearseCommand.Create(composition),
            ServeCommand.Create(composition),
            ListenCommand.Create(composition),
            KeyCommand.Create(composition),
            SchemaCommand.Create(composition),
            ImageCommand.Create(composition),
            PythonIndexCommand.Create(composition),
            WorkflowCommand.Create(composition),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
            throw Refusal(parsed);
        return (ExitCode)await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellationToken);
    }

    private static ReleaseException Refusal(ParseResult parsed)
    {
        var (asked, names) = (NameOf(parsed.CommandResult), parsed.CommandResult.Command.Subcommands.Select(command => command.Name).ToImmutableArray());
        if (names.IsEmpty || parsed.UnmatchedTokens is not [var unknown, ..])
            return new ReleaseException(ExitCode.Usage, WithoutTypes(parsed.Errors[0].Message), null, $"run: {asked} --help");
        return new ReleaseException(
            ExitCode.Usage, $"there is no command {asked} {unknown}", null, NearestName.Find(unknown, names) is { } near ? $"did you mean '{asked} {near}'?" : $"run: {asked} --help");
    }

    /// <summary>Says what is taken in words of people, where the library names a type of .NET.</summary>
    private static string WithoutTypes(string message) => message.IndexOf(" as expected type '", StringComparison.Ordinal) is >= 0 and var at
        ? $"{message[..at]}: it takes {(message.AsSpan(at).Contains("Boolean", StringComparison.Ordinal) ? "true or false" : "a whole number")}"
        : message;

    /// <summary>A command as it is typed; several groups have commands of one name.</summary>
    private static string NameOf(CommandResult command) => command.Parent is CommandResult group ? $"{NameOf(group)} {command.Command.Name}" : "drayage";
}
