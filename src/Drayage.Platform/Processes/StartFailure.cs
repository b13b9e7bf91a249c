namespace Drayage.Platform.Processes;

/// <summary>Why a program did not start.</summary>
public enum StartFailure
{
    /// <summary>No such file, neither at the path nor on PATH.</summary>
    ProgramNotFound,

    /// <summary>The file is there but the system would not run it: permissions, format, missing interpreter.</summary>
    NotExecutable,

    /// <summary>The working directory does not exist.</summary>
    DirectoryNotFound,
}
