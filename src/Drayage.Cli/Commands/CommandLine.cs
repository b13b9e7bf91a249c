using System.CommandLine;
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
            throw new ReleaseException(ExitCode.Usage, parsed.Errors[0].Message, null, $"run: drayage {parsed.CommandResult.Command.Name} --help".Replace("drayage drayage", "drayage"));
        return (ExitCode)await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellationToken);
    }
}
