using Xunit;

namespace Drayage.Testing;

/// <summary>How a run of a real tool ended.</summary>
public sealed record PeerResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test, with everything the tool said, when the tool failed.</summary>
    public PeerResult Succeeded()
    {
        if (ExitCode != 0)
            Assert.Fail($"{Command}\nexit code {ExitCode}\n{Output}\n{Error}");
        return this;
    }

    /// <summary>Fails the test when the tool did not fail.</summary>
    public PeerResult Failed()
    {
        if (ExitCode == 0)
            Assert.Fail($"{Command}\nwas expected to fail\n{Output}\n{Error}");
        return this;
    }
}
