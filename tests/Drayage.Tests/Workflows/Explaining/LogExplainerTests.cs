using System.IO.Compression;
using System.Text;
using Drayage.Workflows.Explaining;
using Xunit;

namespace Drayage.Tests.Workflows.Explaining;

/// <summary>How logs are read: places, archives, escape sequences, credentials, length.</summary>
public sealed class LogExplainerTests
{
    [Fact]
    public async Task The_line_is_told_without_escapes_and_timestamps()
    {
        var finding = Assert.Single((await ReadAsync("one\ntwo\n2026-11-26T05:00:00.1234567Z \u001b[31mdenied: permission_denied: write_package\u001b[0m\n")).Findings);
        Assert.Equal(3, finding.Line);
        Assert.Equal("denied: permission_denied: write_package", finding.Excerpt);
    }

    [Fact]
    public async Task Of_a_message_in_several_lines_the_telling_one_is_pointed_at()
    {
        var finding = Assert.Single((await ReadAsync("ERROR    HTTPError: 400 Bad Request from\n         https://upload.pypi.org/legacy/\n         File already exists ('a.whl').\n")).Findings);
        Assert.Equal(("pypi-file-exists", 3), (finding.Failure.Id, finding.Line));
    }

    [Theory]
    [InlineData("curl -u x https://user:hunter2hunter2@ghcr.io/v2/ denied: denied", "hunter2")]
    [InlineData("denied: denied Authorization: Bearer abcdefgh12345678", "abcdefgh12345678")]
    [InlineData("denied: denied ghp_0123456789abcdefghij0123456789abcdef", "0123456789")]
    [InlineData("denied: denied with docker login --password opensesame1 ghcr.io", "opensesame1")]
    [InlineData("denied: denied TOKEN=opensesame1", "opensesame1")]
    [InlineData("Invalid or non-existent authentication information pypi-AgEIcHlwaS5vcmcCJDAwMDAw", "AgEIcHlwaS5vcmc")]
    public async Task A_credential_is_not_shown(string line, string secret)
    {
        var finding = Assert.Single((await ReadAsync(line)).Findings);
        Assert.DoesNotContain(secret, finding.Excerpt, StringComparison.Ordinal);
        Assert.Contains("***", finding.Excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_more_specific_cause_comes_first()
    {
        var findings = (await ReadAsync("HTTP 403\nnothing\ndenied: permission_denied: write_package\n")).Findings;
        Assert.Equal(["ghcr-package-not-linked", "http-403"], findings.Select(finding => finding.Failure.Id));
    }

    [Fact]
    public async Task Of_an_archive_the_steps_that_failed_count()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "0_build.txt", "denied: permission_denied: write_package\n##[error]Process completed with exit code 1.\n");
            Add(archive, "build/1_Test.txt", "Could not resolve host: example.org, as the test wants it\n");
            Add(archive, "build/2_Push.txt", "denied: permission_denied: write_package\n##[error]Process completed with exit code 1.\n");
        }

        bytes.Position = 0;
        var explainer = new LogExplainer();
        await LogArchive.ReadAsync("logs.zip", bytes, explainer, TestContext.Current.CancellationToken);
        var finding = Assert.Single(explainer.Findings);
        Assert.Equal(("logs.zip!build/2_Push.txt", 1, 1), (finding.Source, finding.Line, finding.Count));
    }

    [Fact]
    public async Task Lines_without_end_and_logs_of_many_megabytes_are_read()
    {
        var text = new StringBuilder().Append('x', 3_000_000).Append(" no space left on device ").Append('y', 3_000_000).Append('\n');
        for (var line = 0; line < 60_000; line++)
            text.Append("2026-11-26T05:00:00.1234567Z error: Failed to connect to 10.0.0.1 port 443: Connection refused by the host\n");
        var findings = (await ReadAsync(text.ToString())).Findings;
        Assert.Equal(["connection-refused", "no-space-left"], findings.Select(finding => finding.Failure.Id).Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.True(finding.Excerpt.Length < 400));
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }

    private static async Task<LogExplainer> ReadAsync(string text)
    {
        var explainer = new LogExplainer();
        await explainer.ReadAsync("log", new StringReader(text), TestContext.Current.CancellationToken);
        return explainer;
    }
}
