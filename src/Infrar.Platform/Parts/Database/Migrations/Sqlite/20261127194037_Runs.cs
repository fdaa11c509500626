using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Infrar.Platform.Parts.Database.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Runs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "workspaces",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    environment = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    locked_by_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    lock_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    locked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    held_by_run = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    held_why = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    held_at = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workspaces", x => x.id);
                    table.ForeignKey(
                        name: "fk_workspaces_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "run_tokens",
                columns: table => new
                {
                    token_hash = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    workspace_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    run_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    may_write = table.Column<bool>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_tokens", x => x.token_hash);
                    table.ForeignKey(
                        name: "fk_run_tokens_workspace_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    workspace_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    operation = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    is_auto_applied = table.Column<bool>(type: "INTEGER", nullable: false),
                    message = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    strategy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    recovers = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    has_recovered = table.Column<bool>(type: "INTEGER", nullable: false),
                    configuration_sha256 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    pins_plan_sha256 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    pins_lock_sha256 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    pins_variables_sha256 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    pins_state_serial = table.Column<long>(type: "INTEGER", nullable: true),
                    pins_state_lineage = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    changes_creates = table.Column<int>(type: "INTEGER", nullable: true),
                    changes_updates = table.Column<int>(type: "INTEGER", nullable: true),
                    changes_replaces = table.Column<int>(type: "INTEGER", nullable: true),
                    changes_deletes = table.Column<int>(type: "INTEGER", nullable: true),
                    changes_imports = table.Column<int>(type: "INTEGER", nullable: true),
                    changes_drifted = table.Column<int>(type: "INTEGER", nullable: true),
                    changes_has_changes = table.Column<bool>(type: "INTEGER", nullable: true),
                    changes_cost_before = table.Column<decimal>(type: "TEXT", precision: 38, scale: 12, nullable: true),
                    changes_cost_after = table.Column<decimal>(type: "TEXT", precision: 38, scale: 12, nullable: true),
                    changes_currency = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    changes_unpriced = table.Column<int>(type: "INTEGER", nullable: true),
                    changes_findings_added = table.Column<int>(type: "INTEGER", nullable: true),
                    changes_findings_mended = table.Column<int>(type: "INTEGER", nullable: true),
                    engine = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    worker = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    epoch = table.Column<int>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    plans = table.Column<int>(type: "INTEGER", nullable: false),
                    cancel_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_forced = table.Column<bool>(type: "INTEGER", nullable: false),
                    problem_code = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    problem_title = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    problem_detail = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_runs_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                    table.ForeignKey(
                        name: "fk_runs_workspace_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "state_locks",
                columns: table => new
                {
                    workspace_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    lock_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    client = table.Column<string>(type: "TEXT", maxLength: 16384, nullable: false),
                    taken_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    taken_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_state_locks", x => x.workspace_id);
                    table.ForeignKey(
                        name: "fk_state_locks_workspace_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "state_versions",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    workspace_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    serial = table.Column<long>(type: "INTEGER", nullable: false),
                    lineage = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    md5 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    file_key = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    sealed_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    run_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    encrypted = table.Column<bool>(type: "INTEGER", nullable: false),
                    engine_version = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    resource_count = table.Column<int>(type: "INTEGER", nullable: true),
                    restored_from = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    is_removal = table.Column<bool>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_state_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_state_versions_workspace_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "workspace_variables",
                columns: table => new
                {
                    workspace_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    sealed_value = table.Column<byte[]>(type: "BLOB", nullable: false),
                    is_sensitive = table.Column<bool>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workspace_variables", x => new { x.workspace_id, x.name });
                    table.ForeignKey(
                        name: "fk_workspace_variables_workspaces_workspace_id",
                        column: x => x.workspace_id,
                        principalTable: "workspaces",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "run_files",
                columns: table => new
                {
                    run_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    project_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 512, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    sealed_key = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_files", x => new { x.run_id, x.kind });
                    table.ForeignKey(
                        name: "fk_run_files_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "run_journal",
                columns: table => new
                {
                    run_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    epoch = table.Column<int>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    id_key = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    id_value = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_run_journal",
                        x => new
                        {
                            x.run_id,
                            x.epoch,
                            x.line,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_run_journal_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "run_transitions",
                columns: table => new
                {
                    run_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    actor = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_transitions", x => new { x.run_id, x.sequence });
                    table.ForeignKey(
                        name: "fk_run_transitions_runs_run_id",
                        column: x => x.run_id,
                        principalTable: "runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade
                    );
                }
            );

            migrationBuilder.CreateIndex(name: "ix_run_tokens_expires_at", table: "run_tokens", column: "expires_at");

            migrationBuilder.CreateIndex(name: "ix_run_tokens_run_id", table: "run_tokens", column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_run_tokens_workspace_id",
                table: "run_tokens",
                column: "workspace_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_runs_project_id_id",
                table: "runs",
                columns: new[] { "project_id", "id" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_runs_status_lease_until",
                table: "runs",
                columns: new[] { "status", "lease_until" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_runs_workspace_id_status",
                table: "runs",
                columns: new[] { "workspace_id", "status" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_state_versions_project_id",
                table: "state_versions",
                column: "project_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_state_versions_workspace_id_number",
                table: "state_versions",
                columns: new[] { "workspace_id", "number" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_workspaces_project_id_environment",
                table: "workspaces",
                columns: new[] { "project_id", "environment" },
                unique: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "run_files");

            migrationBuilder.DropTable(name: "run_journal");

            migrationBuilder.DropTable(name: "run_tokens");

            migrationBuilder.DropTable(name: "run_transitions");

            migrationBuilder.DropTable(name: "state_locks");

            migrationBuilder.DropTable(name: "state_versions");

            migrationBuilder.DropTable(name: "workspace_variables");

            migrationBuilder.DropTable(name: "runs");

            migrationBuilder.DropTable(name: "workspaces");
        }
    }
}
