using System.Collections;
using Drayage.Platform.Processes;
using Drayage.Platform.Secrets;

namespace Drayage.Testing;

/// <summary>What the code under test is handed where it runs real programs.</summary>
public static class TestProcesses
{
    /// <summary>The environment of the test run.</summary>
    public static ProcessEnvironment Environment { get; } = ProcessEnvironment.FromVariables(
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? "")),
        Directory.GetCurrentDirectory());

    public static IProcessRunner Runner { get; } = new ProcessRunner(Environment, TimeProvider.System, new Redactor());
}
