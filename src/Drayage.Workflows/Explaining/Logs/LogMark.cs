namespace Drayage.Workflows.Explaining.Logs;

/// <summary>What a line of a log is, by the mark of the runner that it begins with.</summary>
internal enum LogMark
{
    None,

    /// <summary>Begins a group that repeats the script and the environment of a step.</summary>
    RunBegin,

    /// <summary>Begins a group of output.</summary>
    GroupBegin,
    GroupEnd,
    Error,

    /// <summary>A command as it is run.</summary>
    Command,
}
