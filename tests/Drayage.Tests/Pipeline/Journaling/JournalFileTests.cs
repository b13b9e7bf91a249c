using Drayage.Model;
using Drayage.Pipeline.Journaling;
using Drayage.Pipeline.Journaling.Files;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Pipeline.Journaling;

public sealed class JournalFileTests : IDisposable
{
    private static readonly Digest Waybill = Digest.OfSha256("waybill"u8);
    private readonly TemporaryDirectory directory = new();

    private string JournalPath => directory["dist", "journal.jsonl"];

    [Fact]
    public async Task Every_kind_of_record_survives_the_file()
    {
        JournalEvent[] events =
        [
            new JournalEvent.Intended("pypi/p", "put a b"),
            new JournalEvent.Sent("pypi/p", "put a b"),
            new JournalEvent.Failed("pypi/p", "put a b", "kaputt: \"ß\"\n\u2028", "because", null, IsTransient: true),
            new JournalEvent.Conflicted("pypi/p", "put a b", "sha256:0"),
            new JournalEvent.Observed("pypi/p", "put a b", "sha256:1", "https://example.org/?a=1&b=2"),
        ];
        using (var journal = await OpenAsync())
        {
            foreach (var happened in events)
                await journal.AppendAsync(happened, CancellationToken.None);
        }

        var read = new List<JournalEvent>();
        JournalFile.Read(JournalPath, record => read.Add(record.Event));

        Assert.Equal([new JournalEvent.Opened(Waybill), new JournalEvent.Taken("runner", 1), .. events], read);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_told()
    {
        Directory.CreateDirectory(JournalPath);

        var refused = await Assert.ThrowsAsync<ReleaseException>(() => OpenAsync());

        Assert.Equal((ExitCode.Refused, $"the journal {JournalPath} cannot be opened"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task A_record_is_in_the_file_when_it_is_appended()
    {
        using var journal = await OpenAsync();
        await journal.AppendAsync(new JournalEvent.Intended("c", "open"), CancellationToken.None);

        Assert.IsType<EffectStatus.InDoubt>(JournalFile.Read(JournalPath).StatusOf("c", "open"));
    }

    [Fact]
    public async Task A_line_torn_at_any_place_is_cut_off_and_the_journal_goes_on()
    {
        await WriteFourAsync();
        var whole = await File.ReadAllBytesAsync(JournalPath);
        var lastLine = whole.AsSpan()[..^1].LastIndexOf((byte)'\n') + 1;
        for (var length = lastLine; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(JournalPath, whole[..length]);
            using (var journal = await OpenAsync())
            {
                Assert.Equal(4, journal.State.Records);
                await journal.AppendAsync(new JournalEvent.Sent("c", "open"), CancellationToken.None);
            }

            Assert.IsType<EffectStatus.Sent>(JournalFile.Read(JournalPath).StatusOf("c", "open"));
        }
    }

    [Fact]
    public async Task Zeros_at_the_end_as_a_crashed_machine_leaves_them_are_cut_off()
    {
        await WriteFourAsync();
        await File.AppendAllTextAsync(JournalPath, new string('\0', 512));

        using var journal = await OpenAsync();

        Assert.Equal(5, journal.State.Records);
    }

    [Fact]
    public async Task Damage_before_the_end_is_refused_wherever_it_is()
    {
        await WriteFourAsync();
        var whole = await File.ReadAllBytesAsync(JournalPath);
        for (var place = 0; place < whole.Length; place++)
        {
            if (whole[place] == (byte)'\n')
                continue;
            var damaged = (byte[])whole.Clone();
            damaged[place] ^= 0x01;
            await File.WriteAllBytesAsync(JournalPath, damaged);

            var refused = await Assert.ThrowsAsync<ReleaseException>(OpenAsync);

            var line = whole.AsSpan(0, place).Count((byte)'\n') + 1;
            Assert.StartsWith($"{JournalPath}:{line}:1:", refused.Because, StringComparison.Ordinal);
            Assert.Equal(damaged, await File.ReadAllBytesAsync(JournalPath));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_missing_line_is_refused(int missing)
    {
        await WriteFourAsync();
        var lines = await File.ReadAllLinesAsync(JournalPath);
        await File.WriteAllTextAsync(JournalPath, string.Concat(lines.Where((_, index) => index != missing).Select(line => line + "\n")));

        await Assert.ThrowsAsync<ReleaseException>(OpenAsync);
    }

    [Fact]
    public async Task A_repeated_line_is_refused()
    {
        await WriteFourAsync();
        var last = (await File.ReadAllLinesAsync(JournalPath))[^1];
        await File.AppendAllTextAsync(JournalPath, last + "\n");

        await Assert.ThrowsAsync<ReleaseException>(OpenAsync);
    }

    [Fact]
    public async Task The_journal_of_another_release_is_refused()
    {
        (await OpenAsync()).Dispose();

        var refused = await Assert.ThrowsAsync<ReleaseException>(
            () => JournalFile.OpenAsync(JournalPath, Digest.OfSha256("another"u8), "runner", TimeProvider.System, CancellationToken.None));

        Assert.Equal("the journal is about another release", refused.Message);
    }

    [Fact]
    public async Task One_writer_at_a_time_and_readers_meanwhile()
    {
        using (await OpenAsync())
        {
            var refused = await Assert.ThrowsAsync<ReleaseException>(OpenAsync);
            Assert.Contains("another drayage", refused.Hint, StringComparison.Ordinal);
            Assert.Equal(2, JournalFile.Read(JournalPath).Records);
        }

        (await OpenAsync()).Dispose();
    }

    [Fact]
    public async Task Another_process_holds_it_closed_too()
    {
        var flock = Peer.Require("flock");
        using (await OpenAsync())
            (await flock.RunAsync("--nonblock", JournalPath + ".lock", "true")).Failed();

        (await flock.RunAsync("--nonblock", JournalPath + ".lock", "true")).Succeeded();
    }

    [Fact]
    public async Task An_event_that_cannot_follow_is_not_written()
    {
        using var journal = await OpenAsync();
        var before = new FileInfo(JournalPath).Length;

        await Assert.ThrowsAsync<ReleaseException>(() => journal.AppendAsync(new JournalEvent.Sent("c", "open"), CancellationToken.None));

        Assert.Equal(before, new FileInfo(JournalPath).Length);
        Assert.Equal(2, journal.State.Records);
    }

    [Fact]
    public async Task Many_writers_of_one_process_leave_whole_lines()
    {
        using (var journal = await OpenAsync())
            await Task.WhenAll(Enumerable.Range(0, 50).Select(number => journal.AppendAsync(new JournalEvent.Intended("c", $"put {number}"), CancellationToken.None)));

        Assert.Equal(52, JournalFile.Read(JournalPath).Records);
    }

    [Fact]
    public async Task Each_run_that_takes_it_up_has_a_greater_token()
    {
        (await OpenAsync()).Dispose();
        (await OpenAsync()).Dispose();
        using var journal = await OpenAsync();

        Assert.Equal(("runner", 3), (journal.State.Runner, journal.State.Token));
    }

    [Fact]
    public async Task A_line_longer_than_any_buffer_is_read()
    {
        var note = new string('x', 3 * 1024 * 1024);
        using (var journal = await OpenAsync())
        {
            await journal.AppendAsync(new JournalEvent.Failed("c", "open", note, null, null, IsTransient: true), CancellationToken.None);
            await journal.AppendAsync(new JournalEvent.Intended("c", "put a"), CancellationToken.None);
        }

        var state = JournalFile.Read(JournalPath);
        Assert.Equal(4, state.Records);
        Assert.Equal(note, Assert.IsType<EffectStatus.Failed>(state.StatusOf("c", "open")).Failure.Message);
    }

    [Fact]
    public void No_file_is_an_empty_journal() => Assert.Equal(JournalState.Empty, JournalFile.Read(JournalPath));

    public void Dispose() => directory.Dispose();

    private Task<JournalFile> OpenAsync() => JournalFile.OpenAsync(JournalPath, Waybill, "runner", TimeProvider.System, CancellationToken.None);

    private async Task WriteFourAsync()
    {
        using var journal = await OpenAsync();
        await journal.AppendAsync(new JournalEvent.Intended("c", "open"), CancellationToken.None);
        await journal.AppendAsync(new JournalEvent.Observed("c", "open", "draft 1", null), CancellationToken.None);
    }
}
