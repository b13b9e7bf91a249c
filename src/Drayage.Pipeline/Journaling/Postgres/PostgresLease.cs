using Drayage.Model;
using Npgsql;

namespace Drayage.Pipeline.Journaling.Postgres;

/// <summary>
/// A runner's lease on a release, renewed in the background. It is believed for less time than the database gives it, counted from
/// before the database was asked; a runner that was paused for longer asks again before it sends anything.
/// </summary>
internal sealed class PostgresLease : IJournalLease, IAsyncDisposable
{
    private const string Renewal = "update drayage.release set lease_ends = clock_timestamp() + make_interval(secs => $3) where id = $1 and token = $2";
    private const string Return = "update drayage.release set runner = null, lease_ends = null where id = $1 and token = $2";
    private const string Successor = "select runner, token from drayage.release where id = $1";

    private readonly NpgsqlDataSource source;
    private readonly LeaseTaking taking;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource ended = new();
    private readonly SemaphoreSlim asking = new(1);
    private readonly Lock gate = new();
    private readonly Task renewing;
    private LeaseMoment since;
    private ReleaseException? loss;

    public PostgresLease(NpgsqlDataSource source, LeaseTaking taking, TimeProvider clock)
    {
        this.source = source;
        this.taking = taking;
        this.clock = clock;
        since = taking.Since;
        Lost = lost.Token;
        renewing = Task.Run(RenewRegularlyAsync);
    }

    public CancellationToken Lost { get; }

    public ReleaseException? Loss => Volatile.Read(ref loss);

    private TimeSpan Age
    {
        get
        {
            lock (gate)
                return since.Elapsed(clock);
        }
    }

    private bool IsTrusted => Age < taking.Times.Trust;

    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        if (Loss is null && !IsTrusted)
            await AskAsync(evenIfTrusted: false, cancellationToken);
        if (Loss is null && !IsTrusted)
            Lose(Silent("it was not renewed in time"));
        if (Loss is not null)
            throw new OperationCanceledException(Lost);
    }

    /// <summary>Ends everything that is done under the lease.</summary>
    /// <returns>The first reason that was given.</returns>
    public ReleaseException Lose(ReleaseException reason)
    {
        var first = Interlocked.CompareExchange(ref loss, reason, null) ?? reason;
        lost.Cancel();
        return first;
    }

    /// <summary>Loses the lease to whoever has it now.</summary>
    public async Task<ReleaseException> LoseToSuccessorAsync(CancellationToken cancellationToken)
    {
        await using var command = Command(Successor);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var (runner, token) = await rows.ReadAsync(cancellationToken) ? (await rows.IsDBNullAsync(0, cancellationToken) ? null : rows.GetString(0), rows.GetInt64(1)) : (null, 0);
        return Lose(new ReleaseException(
            ExitCode.Partial,
            "the lease on this release was lost; nothing more is sent from here",
            $"{runner ?? "another runner"} took the release with token {token}; this run had token {taking.Token} and last renewed it {Age.TotalSeconds:0.0} s ago",
            "the other run goes on with it: drayage status"));
    }

    /// <summary>Hands the release back, so that nobody has to wait for the lease to end.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        if (Loss is null)
            await HandBackAsync();
        ended.Dispose();
        asking.Dispose();
    }

    private async Task HandBackAsync()
    {
        using var limit = new CancellationTokenSource(taking.Times.Renewal, clock);
        try
        {
            await using var command = Command(Return);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = taking.Token });
            await command.ExecuteNonQueryAsync(limit.Token);
        }
        catch (Exception failed) when (failed is NpgsqlException or OperationCanceledException)
        {
            // It ends by itself.
        }
    }

    private async Task RenewRegularlyAsync()
    {
        try
        {
            while (Loss is null)
            {
                await Task.Delay(Age < taking.Times.Renewal ? taking.Times.Renewal : taking.Times.Renewal / 8, clock, ended.Token);
                await AskAsync(evenIfTrusted: true, ended.Token);
                if (Loss is null && !IsTrusted)
                    Lose(Silent($"it did not answer for {Age.TotalSeconds:0.0} s"));
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Handed back.
        }
    }

    private async Task AskAsync(bool evenIfTrusted, CancellationToken cancellationToken)
    {
        await asking.WaitAsync(cancellationToken);
        try
        {
            if (Loss is null && (evenIfTrusted || !IsTrusted))
                await AskAloneAsync(cancellationToken);
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task AskAloneAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(taking.Times.Trust, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var asked = LeaseMoment.Now(clock);
            await using var command = Command(Renewal);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = taking.Token });
            command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = taking.Times.Duration.TotalSeconds });
            if (await command.ExecuteNonQueryAsync(either.Token) == 0)
            {
                await LoseToSuccessorAsync(either.Token);
                return;
            }

            lock (gate)
                since = asked;
        }
        // Until the lease is no longer trusted another try may reach the database.
        catch (NpgsqlException)
        {
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = taking.Release });
        return command;
    }

    private static ReleaseException Silent(string because) => new(
        ExitCode.Partial,
        "the lease on this release could not be renewed; nothing more is sent from here",
        $"the journal's database: {because}",
        "when the database answers again, run: drayage resume");
}
