using System.Collections.Immutable;
using System.Text;
using Drayage.Model;

namespace Drayage.Platform.Processes;

/// <summary>How running a program ended.</summary>
public abstract record ProcessResult
{
    private ProcessResult(ProcessSpec spec) => Spec = spec;

    /// <summary>What was run.</summary>
    public ProcessSpec Spec { get; }

    /// <summary>The program ran to its end.</summary>
    public sealed record Exited : ProcessResult
    {
        public Exited(ProcessSpec spec) : base(spec)
        {
        }

        /// <summary>The exit code; 128 + n for a program ended by signal n.</summary>
        public required int ExitCode { get; init; }

        public required TimeSpan Elapsed { get; init; }

        /// <summary>Standard output, byte for byte; empty unless captured.</summary>
        public ReadOnlyMemory<byte> Output { get; init; }

        /// <summary>Standard error, byte for byte; empty unless captured.</summary>
        public ReadOnlyMemory<byte> Error { get; init; }

        /// <summary>The last lines of both streams, redacted, for error messages.</summary>
        public required ImmutableArray<ProcessLine> Tail { get; init; }

        public bool Succeeded => ExitCode == 0;

        public string OutputText => Encoding.UTF8.GetString(Output.Span);

        public string ErrorText => Encoding.UTF8.GetString(Error.Span);
    }

    /// <summary>The program did not start.</summary>
    public sealed record NotStarted : ProcessResult
    {
        public NotStarted(ProcessSpec spec) : base(spec)
        {
        }

        public required StartFailure Failure { get; init; }

        /// <summary>The cause in plain words.</summary>
        public required string Detail { get; init; }
    }

    /// <summary>The ended process, whatever its exit code.</summary>
    /// <param name="hint">How to get the program, for example <c>install Rust from https://rustup.rs</c>.</param>
    /// <exception cref="ReleaseException">The program did not start.</exception>
    public Exited RequireStarted(string? hint = null) => this switch
    {
        Exited exited => exited,
        NotStarted notStarted => throw new ReleaseException(
            Drayage.Model.ExitCode.Refused, $"{Spec.Program} could not be started", notStarted.Detail, hint),
        _ => throw new InvalidOperationException("unreachable: the union is closed"),
    };

    /// <summary>The process that ended with exit code 0.</summary>
    /// <param name="message">What failed, on what; the first line of the error.</param>
    /// <param name="hint">What to do about it.</param>
    /// <exception cref="ReleaseException">It did not start, or it ended with another exit code.</exception>
    public Exited RequireSuccess(string message, string? hint = null)
    {
        var exited = RequireStarted(hint);
        if (exited.Succeeded)
            return exited;
        throw new ReleaseException(Drayage.Model.ExitCode.Refused, message, Evidence(exited), hint);
    }

    private static string Evidence(Exited exited)
    {
        var errors = exited.Tail.Where(line => line.Stream == ProcessStream.Error).ToList();
        var shown = errors.Count > 0 ? errors : [.. exited.Tail];
        var command = CommandText.Render(exited.Spec);
        return string.Join('\n', shown.Select(line => line.Text)
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .Prepend($"exit code {exited.ExitCode} from: {command}"));
    }
}
